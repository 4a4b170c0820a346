package io.kopeck.chaos;

import io.kopeck.chaos.Finding.Kind;
import io.kopeck.chaos.Ours.Subscription;
import io.kopeck.chaos.Theirs.Entry;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** One run: customers live, things break, time passes; then everything comes to rest and is compared. */
final class ChaosRun {

    private static final Duration STEP = Duration.ofHours(8);
    private static final int AT_ONCE = 8;
    private static final int ACTIVE_PER_STEP = 3;
    private static final int STEPS_PER_DISPUTE = 9;
    private static final int REST_DAYS_MAX = 40;

    /** Chargebacks are asked for once a day. */
    private static final int REST_DAYS_MIN = 2;

    private static final int KILLS_PERCENT_PER_STEP = 5;

    private final Fleet fleet;
    private final ChaosOptions options;
    private final List<Offer> offers;
    private final List<Map<String, Object>> standing;
    private final PrintStream progress;
    private final Tally struck = new Tally();
    private final Tally deeds = new Tally();
    private final Tally surprises = new Tally();
    private final World world;
    private final Operator operator;

    /**
     * Prepares a run.
     *
     * @param standing faults in force from beginning to end, besides those of the seed; with them nothing is killed
     */
    ChaosRun(Fleet fleet, ChaosOptions options, List<Offer> offers, List<Map<String, Object>> standing, PrintStream progress) {
        this.fleet = fleet;
        this.options = options;
        this.offers = offers;
        this.standing = standing;
        this.progress = progress;
        this.world = new World(fleet, surprises);
        this.operator = new Operator(world, deeds, options.seed());
    }

    ChaosReport run() {
        long begun = System.nanoTime();
        try (var tail = EventTail.start(fleet::database)) {
            var people = arrive();
            live(people);
            rest();
            var book = book();
            var findings = new ArrayList<>(audit(book));
            findings.addAll(tail.findings());
            if (fleet.command("verify") != 0) {
                findings.add(new Finding(Kind.VERIFY_FAILED, verifyOutput()));
            }
            return new ChaosReport(options, Duration.ofNanos(System.nanoTime() - begun), struck, deeds, surprises, sums(book),
                    tail.seen(), findings);
        }
    }

    private List<Person> arrive() {
        var people = new ArrayList<Person>();
        for (int i = 0; i < options.customers(); i++) {
            people.add(new Person(world, offers.get(i % offers.size()), deeds, options.seed(), i));
        }
        atOnce(people.stream().<Runnable>map(person -> person::arrive).toList());
        progress.printf("%d customers have signed up%n", people.size());
        return people;
    }

    private void live(List<Person> people) {
        var random = new SplittableRandom(options.seed());
        var moment = world.now();
        int steps = options.months() * 30 * 3;
        try (var trouble = new Trouble(world, offers, standing, struck, options)) {
            for (int step = 1; step <= steps; step++) {
                if (step % 2 == 1) {
                    trouble.stir();
                }
                if (step % STEPS_PER_DISPUTE == 0 && standing.isEmpty()) {
                    trouble.dispute();
                }
                trouble.perhapsKill(standing.isEmpty() ? KILLS_PERCENT_PER_STEP : 0);
                var active = new ArrayList<Runnable>();
                for (int i = 0; i < Math.max(ACTIVE_PER_STEP, people.size() / 20); i++) {
                    var person = people.get(random.nextInt(people.size()));
                    active.add(person::live);
                }
                atOnce(active);
                moment = moment.plus(STEP);
                world.advanceTo(moment);
                if (step % 21 == 0) {
                    progress.printf("day %3d of %d: %,d faults struck, %,d deeds%n", step / 3, steps / 3, struck.total(), deeds.total());
                }
            }
            trouble.awaitAllUp();
            trouble.calm();
        }
    }

    /** Nothing breaks any more: all that is under way ends, what is parked is decided. */
    private void rest() {
        world.settleDown();
        for (int day = 0; day < REST_DAYS_MAX; day++) {
            operator.decide(book());
            world.settleDown();
            if (day >= REST_DAYS_MIN && Ours.read(fleet.database()).undecided().isEmpty()) {
                break;
            }
            world.advanceTo(world.now().plus(Duration.ofDays(1)));
        }
        progress.println("everything has come to rest");
    }

    private List<Entry> book() {
        return offers.stream().map(Offer::provider).distinct().flatMap(provider -> Theirs.book(world, provider).stream()).toList();
    }

    private List<Finding> audit(List<Entry> book) {
        var ours = Ours.read(fleet.database());
        var before = world.now();
        var access = new HashMap<UUID, Boolean>();
        ours.subscriptions().stream().collect(Collectors.groupingBy(Subscription::holder)).values().forEach(all -> {
            for (var subscription : all) {
                boolean isCurrent = all.stream().noneMatch(other -> other.isLive() && !other.id().equals(subscription.id()));
                access.put(subscription.id(), isCurrent && operator.hasAccess(subscription.customer(), subscription.product()));
            }
        });
        return new Audit(book, ours, access, before).findings();
    }

    private static Map<String, ChaosReport.Book> sums(List<Entry> book) {
        var sums = new TreeMap<String, ChaosReport.Book>();
        for (var entry : book) {
            var one = new ChaosReport.Book(entry.refund() ? 0 : 1, entry.refund() ? 1 : 0, entry.refund() ? -entry.minor() : entry.minor());
            sums.merge(entry.provider(), one, (a, b) ->
                    new ChaosReport.Book(a.charges() + b.charges(), a.refunds() + b.refunds(), a.netMinor() + b.netMinor()));
        }
        return sums;
    }

    private String verifyOutput() {
        try {
            return "see " + fleet.commandLog() + ": " + Files.readAllLines(fleet.commandLog()).stream()
                    .filter(line -> line.startsWith("WRONG")).findFirst().orElse("it did not run to its end");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs these, a few at a time, and waits for all of them. */
    private static void atOnce(List<Runnable> deeds) {
        var permits = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var deed : deeds) {
                permits.acquireUninterruptibly();
                all.add(threads.submit(() -> {
                    try {
                        deed.run();
                    } finally {
                        permits.release();
                    }
                }));
            }
            for (var one : all) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
