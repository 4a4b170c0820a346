package io.kopeck.chaos;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** Breaks things, as a seed decides: what the acquirers answer, their notifications, servers and the database. */
final class Trouble implements AutoCloseable {

    private static final Map<String, List<String>> FAULTS = Map.of(
            "create", List.of("lost_answer", "error_before", "error_after", "truncated", "reset", "slow"),
            "charge", List.of("lost_answer", "error_before", "error_after", "truncated", "reset", "slow", "decline", "pending"),
            "refund", List.of("lost_answer", "error_before", "error_after", "truncated", "reset", "slow"),
            "get", List.of("lost_answer", "error_before", "truncated", "reset", "slow"),
            "webhook", List.of("duplicate_webhook", "reorder_webhooks", "drop_webhook", "slow"));
    private static final int CUSTOMERS_PER_FAULT = 25;
    private static final List<String> OPERATIONS = FAULTS.keySet().stream().sorted().toList();

    private final World world;
    private final List<Offer> offers;
    private final List<Map<String, Object>> standing;
    private final Tally struck;
    private final SplittableRandom random;
    private final int crowd;
    private final ScheduledExecutorService hands = Executors.newScheduledThreadPool(1);
    private final List<Future<?>> running = new ArrayList<>();

    Trouble(World world, List<Offer> offers, List<Map<String, Object>> standing, Tally struck, ChaosOptions options) {
        this.world = world;
        this.offers = offers;
        this.standing = standing;
        this.struck = struck;
        this.random = new SplittableRandom(options.seed());
        this.crowd = 1 + options.customers() / CUSTOMERS_PER_FAULT;
    }

    /** New faults at the acquirers in the place of the old ones: the more customers, the longer each lasts. */
    void stir() {
        calm();
        standing.forEach(this::add);
        for (var offer : offers) {
            int rules = random.nextInt(4);
            for (int i = 0; i < rules; i++) {
                var operation = oneOf(OPERATIONS);
                var rule = new HashMap<String, Object>(Map.of(
                        "provider", offer.provider(), "operation", operation, "kind", oneOf(FAULTS.getOrDefault(operation, List.of())),
                        "probability", BigDecimal.valueOf(20 + random.nextInt(60), 2), "times", 1 + random.nextInt(8 * crowd), "seed", random.nextInt(1_000_000)));
                if (rule.get("kind").equals("slow") || rule.get("kind").equals("lost_answer")) {
                    rule.put("delay_ms", 20 + random.nextInt(200));
                }
                add(rule);
            }
        }
    }

    private void add(Map<String, Object> rule) {
        var answer = world.sandbox("POST", "/control/faults", rule);
        if (!answer.ok()) {
            throw new IllegalStateException("the sandbox refuses the fault " + rule + ": " + answer.text("error"));
        }
    }

    /** Counts the faults that struck, and takes them back. */
    void calm() {
        for (JsonNode fault : world.sandbox("GET", "/control/faults", null).json().path("faults")) {
            if (fault.path("fired").asLong() > 0) {
                struck.add(fault.path("provider").asString() + " " + fault.path("operation").asString() + ": "
                        + fault.path("kind").asString(), fault.path("fired").asLong());
            }
        }
        world.sandbox("DELETE", "/control/faults", null);
    }

    /**
     * A refund in an acquirer's cabinet, or a customer's bank that takes the money back. At a calm moment: nobody asks an
     * acquirer about refunds of its own making, so that the only news of it must not be lost.
     */
    void dispute() {
        calm();
        var offer = offers.get(random.nextInt(offers.size()));
        var charges = Theirs.book(world, offer.provider()).stream().filter(entry -> !entry.refund()).toList();
        if (!offer.disputes() || charges.isEmpty()) {
            return;
        }
        boolean chargeback = offer.chargebacks() && random.nextBoolean();
        var charge = charges.get(random.nextInt(charges.size()));
        var path = "/control/" + (chargeback ? "chargeback/" : "refund/") + offer.provider() + "/" + charge.id();
        if (world.sandbox("POST", path, Map.of()).ok()) {
            struck.add(offer.provider() + (chargeback ? " chargeback" : " refund in the cabinet"));
        }
    }

    /** Perhaps kills a server, all of them, or the database a moment from now, and starts it again at once. */
    void perhapsKill(int percent) {
        running.stream().filter(Future::isDone).forEach(Trouble::requireUp);
        running.removeIf(Future::isDone);
        if (!running.isEmpty() || random.nextInt(100) >= percent) {
            return;
        }
        long delayMillis = random.nextInt(2_000);
        int what = random.nextInt(100);
        int victim = random.nextInt(world.fleet().size());
        running.add(hands.schedule(() -> {
            if (what < 25) {
                struck.add("database killed");
                world.fleet().crashDatabase();
            } else if (what < 35) {
                struck.add("all servers killed");
                for (int i = 0; i < world.fleet().size(); i++) {
                    world.fleet().killNode(i);
                }
                for (int i = 0; i < world.fleet().size(); i++) {
                    world.fleet().startNode(i);
                }
            } else {
                struck.add("server killed");
                world.fleet().startNode(victim);
            }
        }, delayMillis, TimeUnit.MILLISECONDS));
    }

    /** Waits until whatever was killed runs again. */
    void awaitAllUp() {
        running.forEach(Trouble::requireUp);
        running.clear();
        for (int i = 0; i < world.fleet().size(); i++) {
            if (!world.fleet().answers(i)) {
                world.fleet().startNode(i);
            }
        }
    }

    private static void requireUp(Future<?> restart) {
        try {
            restart.get(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("what was killed does not start again", e);
        }
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
