package io.kopeck.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.platform.page.Window;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be done to wallets, mixed at random: one after another against a model, and from many threads at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalletModelTest {

    private static final int THREADS = 64;
    private static final int STEPS = 25;
    private static final String EXPIRY = "release-expired-holds";

    private Platform platform;
    private Wallets wallets;
    private Holds holds;
    private Purses purses;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        wallets = platform.bean(Wallets.class);
        holds = platform.bean(Holds.class);
        purses = new Purses(platform);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @AfterEach
    void booksAgree() {
        assertThat(purses.findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithTheModel(long seed) {
        var random = new SplittableRandom(seed);
        var model = new HashMap<WalletId, PaperWallet>();
        var all = new ArrayList<WalletView>();
        for (int i = 0; i < 3; i++) {
            long minor = 500L * random.nextInt(80);
            int free = random.nextInt(4);
            var limit = random.nextBoolean() ? null : 500L * (1 + random.nextInt(20));
            all.add(limited(purses.filled(minor, free), limit));
            model.put(all.getLast().id(), new PaperWallet(minor, free, limit));
        }
        var known = new HashMap<String, OperationId>();
        for (int step = 0; step < 250; step++) {
            var wallet = all.get(random.nextInt(all.size()));
            var paper = model.get(wallet.id());
            var task = "task" + random.nextInt(40);
            long minor = 250L * (1 + random.nextInt(6));
            var operation = known.get(wallet.id() + task);
            var expected = "nothing";
            var answer = "nothing";
            int deed = random.nextInt(operation == null ? 4 : 10);
            if (deed < 2) {
                var charges = random.ints(1 + random.nextInt(8), 0, 120).distinct()
                        .mapToObj(i -> Purses.charge(all.get(i % all.size()), "task" + i / all.size(), minor)).toList();
                expected = charges.stream().map(charge -> model.get(charge.wallet()).charge(charge.taskId(), minor)).toList().toString();
                var charged = wallets.chargeAll(charges);
                answer = charged.stream().map(WalletModelTest::shown).toList().toString();
                for (int i = 0; i < charges.size(); i++) {
                    if (charged.get(i) instanceof ChargeResult.Done done) {
                        known.put(charges.get(i).wallet() + charges.get(i).taskId(), done.operation());
                    }
                }
            } else if (deed < 4) {
                boolean isOver = random.nextInt(4) == 0;
                expected = paper.hold(task, minor, isOver);
                var held = holds.hold(new Hold(Purses.charge(wallet, task, minor), expiry(isOver)));
                answer = shown(held);
                if (held instanceof HoldResult.Held(var hold)) {
                    known.put(wallet.id() + task, hold.operation());
                }
            } else if (deed == 9 || holds.find(operation).isEmpty()) {
                paper.refund(task);
                wallets.refund(operation);
            } else if (deed < 7) {
                var amount = random.nextBoolean() ? null : Long.valueOf(minor);
                expected = paper.capture(task, amount);
                answer = shown(holds.capture(operation, amount == null ? null : rub(amount)));
            } else if (deed == 7) {
                expected = paper.release(task);
                answer = shown(holds.release(operation));
            } else {
                model.values().forEach(PaperWallet::timeIsOver);
                platform.runJob(EXPIRY);
            }

            assertThat(answer).as("step %d, deed %d", step, deed).isEqualTo(expected);
        }
        for (var wallet : all) {
            assertThat(all(wallet)).isEqualTo(model.get(wallet.id()).all());
            for (var status : OperationStatus.values()) {
                assertThat(platform.bean(Statements.class).operations(wallet, null, status, new Window(0, null, 1)).count())
                        .as("%s operations", status).isEqualTo((int) model.get(wallet.id()).count(status.wireName()));
            }
            assertThat(closing(wallet)).isEqualTo(purses.inLedger(wallet));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void losesNothingUnderManyThreads(int count) throws Exception {
        int tasks = 600 / count;
        long filled = 300_000 / count;
        int free = 120 / count;
        var all = IntStream.range(0, count).mapToObj(_ -> purses.filled(filled, free)).toList();
        var seen = new ConcurrentHashMap<OperationId, Seen>();
        var refused = new AtomicInteger();

        atOnce(thread -> {
            var random = new SplittableRandom(thread);
            for (int i = 0; i < STEPS; i++) {
                if (thread == 0) {
                    platform.runJob(EXPIRY);
                }
                if (!deed(all.get(random.nextInt(count)), "task" + random.nextInt(tasks), random, seen)) {
                    refused.incrementAndGet();
                }
            }
        });
        platform.runJob(EXPIRY);
        seen.values().forEach(Seen::timeIsOver);

        for (var wallet : all) {
            var mine = seen.values().stream().filter(one -> one.wallet.equals(wallet.id())).toList();
            long taken = sum(mine, Seen::taken);
            long held = sum(mine, Seen::held);
            assertThat(all(wallet)).isEqualTo("balance %d, held %d, free %d, spent %d".formatted(
                    filled - taken - held, held, free - sum(mine, Seen::freeTaken), sum(mine, Seen::spent)));
            assertThat(purses.inLedger(wallet)).isEqualTo(filled - taken);
        }
        for (var one : seen.entrySet()) {
            assertThat(wallets.operation(one.getKey()).orElseThrow().status()).as("%s", one).isEqualTo(one.getValue().status());
        }
        assertThat(refused.get()).isPositive();
        assertThat(seen.values()).extracting(Seen::status).contains(
                OperationStatus.CHARGED, OperationStatus.FREE, OperationStatus.REFUNDED, OperationStatus.HELD, OperationStatus.RELEASED);

        var before = state();
        atOnce(thread -> all.forEach(wallet -> IntStream.range(0, tasks).filter(task -> task % THREADS == thread).forEach(task -> {
            if (seen.values().stream().anyMatch(one -> one.wallet.equals(wallet.id()) && one.task.equals("task" + task))) {
                wallets.charge(Purses.charge(wallet, "task" + task, 1_000));
                holds.hold(new Hold(Purses.charge(wallet, "task" + task, 1_000), expiry(false)));
            }
        })));
        atOnce(thread -> seen.entrySet().stream().filter(one -> one.getValue().captured != null && Math.floorMod(one.getKey().hashCode(), THREADS) == thread)
                .forEach(one -> assertThat(holds.capture(one.getKey(), rub(one.getValue().captured))).isInstanceOf(HoldEnd.Done.class)));
        assertThat(state()).as("replays change nothing").isEqualTo(before);
    }

    @Test
    void oneOfManyEndsAHold() throws Exception {
        var wallet = purses.filled(100_000, 0);
        for (int round = 0; round < 5; round++) {
            var hold = ((HoldResult.Held) holds.hold(new Hold(Purses.charge(wallet, "task" + round, 1_000), expiry(false)))).hold().operation();
            var ends = new ConcurrentHashMap<String, Integer>();

            atOnce(thread -> {
                var end = thread % 3 == 0 ? holds.release(hold) : holds.capture(hold, rub(100L * (1 + thread % 2)));
                if (end instanceof HoldEnd.Done done) {
                    ends.merge(shown(done), 1, Integer::sum);
                }
            });

            assertThat(ends).as("all who were told of success were told the same").hasSize(1);
        }
    }

    /** Whether it was not refused. */
    private boolean deed(WalletView wallet, String task, SplittableRandom random, Map<OperationId, Seen> seen) {
        var charge = Purses.charge(wallet, task, 1_000);
        boolean isOver = random.nextInt(4) == 0;
        if (random.nextBoolean()) {
            if (wallets.charge(charge) instanceof ChargeResult.Done(var id, _, var price, _, _)) {
                var one = seen.computeIfAbsent(id, _ -> new Seen(wallet.id(), task, price.minor(), false, false));
                maybeRefund(id, one, random);
                return true;
            }
        } else if (holds.hold(new Hold(charge, expiry(isOver))) instanceof HoldResult.Held(var hold)) {
            var first = hold.status() == OperationStatus.HELD;
            var one = first ? seen.computeIfAbsent(hold.operation(), _ -> new Seen(wallet.id(), task, hold.price().minor(), true, !hold.expiresAt().isAfter(platform.now())))
                    : seen.get(hold.operation());
            if (one != null) {
                end(hold.operation(), one, random);
            }
            return true;
        }
        return false;
    }

    private void end(OperationId id, Seen one, SplittableRandom random) {
        int way = random.nextInt(4);
        if (way == 0 && holds.release(id) instanceof HoldEnd.Done) {
            one.released = true;
        }
        if (way == 1) {
            var amount = random.nextBoolean() ? null : rub(250L * (1 + random.nextInt(3)));
            if (holds.capture(id, amount) instanceof HoldEnd.Done(var done)) {
                one.captured = done.price().minor();
                maybeRefund(id, one, random);
            }
        }
    }

    private void maybeRefund(OperationId id, Seen one, SplittableRandom random) {
        if (random.nextInt(5) == 0 && wallets.refund(id).status() == OperationStatus.REFUNDED) {
            one.refunded = true;
        }
    }

    private WalletView limited(WalletView wallet, @Nullable Long dayLimit) {
        return wallets.limit(wallet, dayLimit == null ? null : rub(dayLimit), null);
    }

    private Instant expiry(boolean isOver) {
        return platform.now().plus(isOver ? Duration.ofSeconds(-1) : Duration.ofHours(1));
    }

    private String all(WalletView wallet) {
        var now = purses.now(wallet);
        return "balance " + now.balance().minor() + ", held " + now.held().minor() + ", free " + now.freeLeft() + ", spent "
                + now.spending().on(Purses.DAY).minor();
    }

    private long closing(WalletView wallet) {
        var later = platform.now().plus(Duration.ofDays(1));
        return platform.bean(Statements.class).statement(wallet, later.minus(Duration.ofDays(2)), later, new Window(0, null, 100)).closing().minor();
    }

    private List<String> state() {
        var sql = new RawSql(platform.database());
        return List.of(
                sql.text("select md5(string_agg(row(id, balance_minor, held_minor, free_left, spent_today_minor)::text, '' order by id)) from wallets.wallet"),
                sql.text("select md5(string_agg(o::text, '' order by id)) from wallets.operation o"),
                sql.text("select count(*) from ledger.transfer"));
    }

    private void atOnce(Deed deed) throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var deeds = IntStream.range(0, THREADS).<Callable<Boolean>>mapToObj(thread -> () -> {
                deed.run(thread);
                return true;
            }).toList();
            for (var one : threads.invokeAll(deeds)) {
                one.get();
            }
        }
    }

    private static long sum(List<Seen> all, ToLongFunction<Seen> part) {
        return all.stream().mapToLong(part).sum();
    }

    private static String shown(ChargeResult result) {
        return switch (result) {
            case ChargeResult.Done(_, var status, var price, var balance, int free) -> shown(status, price, balance, free);
            case ChargeResult.Refused refused -> shown(refused);
            case ChargeResult.Delayed _ -> "delayed";
        };
    }

    private static String shown(HoldResult result) {
        return switch (result) {
            case HoldResult.Held(var hold) -> shown(hold.status(), hold.price(), hold.balance(), hold.freeLeft());
            case ChargeResult.Refused refused -> shown(refused);
        };
    }

    private static String shown(HoldEnd end) {
        return switch (end) {
            case HoldEnd.Done(var hold) -> shown(hold.status(), hold.price(), hold.balance(), hold.freeLeft());
            case HoldEnd.Released() -> "over";
            case HoldEnd.Captured(var amount) -> "captured " + amount.minor();
            case HoldEnd.TooMuch(var held) -> "too much, held " + held.minor();
        };
    }

    private static String shown(ChargeResult.Refused refused) {
        return refused.reason().name().toLowerCase(Locale.ROOT) + ", left " + refused.balance().minor() + " and " + refused.freeLeft();
    }

    private static String shown(OperationStatus status, Money price, Money balance, int free) {
        return status.wireName() + " " + price.minor() + ", left " + balance.minor() + " and " + free;
    }

    private static Money rub(long minor) {
        return new Money(minor, Currency.RUB);
    }

    /** What a thread does. */
    @FunctionalInterface
    private interface Deed {

        void run(int thread) throws Exception;
    }

    /** What the threads were told of an operation. */
    private static final class Seen {

        private final WalletId wallet;
        private final String task;
        private final long amount;
        private final boolean isHold;
        private final boolean isOver;
        private volatile @Nullable Long captured;
        private volatile boolean released;
        private volatile boolean refunded;

        Seen(WalletId wallet, String task, long amount, boolean isHold, boolean isOver) {
            this.wallet = wallet;
            this.task = task;
            this.amount = amount;
            this.isHold = isHold;
            this.isOver = isOver;
        }

        void timeIsOver() {
            released = released || isOver;
        }

        OperationStatus status() {
            if (refunded) {
                return OperationStatus.REFUNDED;
            }
            if (isHold && captured == null) {
                return released ? OperationStatus.RELEASED : OperationStatus.HELD;
            }
            return amount == 0 ? OperationStatus.FREE : OperationStatus.CHARGED;
        }

        long spent() {
            return !isHold ? amount : captured != null ? captured : held();
        }

        long taken() {
            return refunded || (isHold && captured == null) ? 0 : spent();
        }

        long held() {
            return isHold && captured == null && !released ? amount : 0;
        }

        int freeTaken() {
            return amount == 0 && !released ? 1 : 0;
        }
    }
}
