package io.kopeck.chaos;

import io.kopeck.chaos.Web.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The servers and the sandbox as everybody in the run reaches them: any server will do, and each may be down. */
final class World {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration JOURNEY_MAX = Duration.ofMinutes(5);
    private static final int TRIES_MAX = 200;

    private final Fleet fleet;
    private final Web web = new Web();
    private final Tally surprises;

    World(Fleet fleet, Tally surprises) {
        this.fleet = fleet;
        this.surprises = surprises;
    }

    Fleet fleet() {
        return fleet;
    }

    /** Asks a server, another one when that gives no answer; a change keeps its idempotency key. */
    Answer call(RandomGenerator random, String token, String method, String path, @Nullable Object body) {
        var headers = new HashMap<String, String>();
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        if (method.equals("POST")) {
            headers.put("Idempotency-Key", new UUID(random.nextLong(), random.nextLong()).toString());
        }
        int first = random.nextInt(fleet.size());
        var answer = Answer.NONE;
        for (int i = 0; i < fleet.size() && answer.lost(); i++) {
            answer = web.send(method, fleet.node((first + i) % fleet.size()).resolve(path), body, headers, PATIENCE);
        }
        if (answer.status() >= 500) {
            surprises.add(answer.status() + " " + answer.text("code") + " to " + method + " " + shape(path));
        }
        return answer;
    }

    Answer sandbox(String method, String path, @Nullable Object body) {
        return web.send(method, fleet.sandbox().resolve(path), body, Map.of(), PATIENCE);
    }

    /** The platform's present moment. */
    Instant now() {
        for (int i = 0; i < TRIES_MAX; i++) {
            var answer = web.get(fleet.node(i % fleet.size()).resolve("/sandbox/clock"), Map.of());
            if (answer.ok()) {
                return Instant.parse(answer.text("now"));
            }
        }
        throw new IllegalStateException("no server tells the time");
    }

    /** Moves the clock to the moment, everything due on the way done, whatever is killed meanwhile. */
    void advanceTo(Instant target) {
        for (int i = 0; i < TRIES_MAX; i++) {
            var left = Duration.between(now(), target);
            if (!left.isPositive()) {
                return;
            }
            web.send("POST", clock(i), Map.of("advance", left.toString()), Map.of(), JOURNEY_MAX);
        }
        throw new IllegalStateException("the clock does not come to " + target);
    }

    /** Does what is due now. */
    void settleDown() {
        for (int i = 0; i < TRIES_MAX; i++) {
            if (web.send("POST", clock(i), Map.of("advance", "PT0S"), Map.of(), JOURNEY_MAX).ok()) {
                return;
            }
        }
        throw new IllegalStateException("the servers do not come to rest");
    }

    private URI clock(int turn) {
        return fleet.node(turn % fleet.size()).resolve("/sandbox/clock");
    }

    /** The path without what names one object. */
    private static String shape(String path) {
        return path.replaceAll("\\?.*", "").replaceAll("/[0-9A-Za-z_-]{20,}", "/…");
    }
}
