package io.kopeck.chaos;

import io.kopeck.chaos.Web.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The servers and the sandbox as everybody in the run reaches them: any server will do, and each may be down. */
final class World {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration JOURNEY_MAX = Duration.ofMinutes(5);
    private static final int TRIES_MAX = 600;
    private static final Duration PAUSE = Duration.ofMillis(300);

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
        return insist("no server tells the time", turn -> {
            var answer = web.get(fleet.node(turn % fleet.size()).resolve("/sandbox/clock"), Map.of());
            return answer.ok() ? Instant.parse(answer.text("now")) : null;
        });
    }

    /** Moves the clock to the moment, everything due on the way done, whatever is killed meanwhile. */
    void advanceTo(Instant target) {
        insist("the clock does not come to " + target, turn -> {
            var left = Duration.between(now(), target);
            return !left.isPositive() || advance(turn, left).ok() && !now().isBefore(target) ? target : null;
        });
    }

    /** Does what is due now. */
    void settleDown() {
        insist("the servers do not come to rest", turn -> advance(turn, Duration.ZERO).ok() ? Boolean.TRUE : null);
    }

    private Answer advance(int turn, Duration distance) {
        return web.send("POST", fleet.node(turn % fleet.size()).resolve("/sandbox/clock"), Map.of("advance", distance.toString()), Map.of(), JOURNEY_MAX);
    }

    /** Tries until something comes of it: what was killed takes a while to start again. */
    static <T> T insist(String failure, IntFunction<@Nullable T> attempt) {
        for (int turn = 0; turn < TRIES_MAX; turn++) {
            var result = attempt.apply(turn);
            if (result != null) {
                return result;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException(failure);
    }

    /** The path without what names one object. */
    private static String shape(String path) {
        return path.replaceAll("\\?.*", "").replaceAll("/[0-9A-Za-z_-]{20,}", "/…");
    }
}
