package io.kopeck.identity.internal;

import static io.kopeck.identity.internal.db.Tables.THROTTLE;

import io.kopeck.identity.internal.ThrottlePolicy.State;
import io.kopeck.platform.config.Mode;
import io.kopeck.platform.tx.Transactions;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing. Tries are counted before the deed, in the database: many at once, also on several nodes, cannot
 * slip through. In sandbox mode addresses on this machine are not counted, so that scripts are not slowed.
 */
@Component
public final class Throttle {

    /** What is counted, and how patient we are. */
    public enum Scope {
        LOGIN_EMAIL(new ThrottlePolicy(5, Duration.ofMinutes(10), Duration.ofSeconds(2), Duration.ofMinutes(5))),
        LOGIN_ADDRESS(new ThrottlePolicy(30, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofMinutes(1))),
        SIGN_UP_ADDRESS(new ThrottlePolicy(20, Duration.ofMinutes(3), Duration.ofSeconds(10), Duration.ofMinutes(10))),
        MAIL_EMAIL(new ThrottlePolicy(3, Duration.ofMinutes(20), Duration.ofMinutes(5), Duration.ofHours(1))),
        MAIL_ADDRESS(new ThrottlePolicy(20, Duration.ofMinutes(3), Duration.ofSeconds(10), Duration.ofMinutes(10))),
        PASSWORD_CHANGE(new ThrottlePolicy(5, Duration.ofMinutes(10), Duration.ofSeconds(2), Duration.ofMinutes(5)));

        private final ThrottlePolicy policy;

        Scope(ThrottlePolicy policy) {
            this.policy = policy;
        }
    }

    /** One thing whose tries are counted; it is stored as a hash only. */
    public record Key(Scope scope, String subject) {

        byte[] hash() {
            return Secrets.hash(subject);
        }

        @Override
        public String toString() {
            return "Key[" + scope + "]";
        }
    }

    private final DSLContext db;
    private final Transactions tx;
    private final Clock clock;
    private final Mode mode;

    Throttle(DSLContext db, Transactions tx, Clock clock, Mode mode) {
        this.db = db;
        this.tx = tx;
        this.clock = clock;
        this.mode = mode;
    }

    /** The keys to count for a request from that address; a whole IPv6 network counts as one address. */
    public List<Key> keys(Scope address, String ip, Key... others) {
        var keys = new ArrayList<>(List.of(others));
        if (!(mode.isSandbox() && isThisMachine(ip))) {
            keys.add(new Key(address, network(ip)));
        }
        return keys;
    }

    /** Counts one try of all the keys, unless one of them still has to wait: then nothing is counted, and how long is told. */
    public Optional<Duration> take(List<Key> keys) {
        return tx.execute(() -> {
            var now = clock.instant();
            var sorted = keys.stream()
                    .sorted(Comparator.comparing(Key::scope).thenComparing(key -> HexFormat.of().formatHex(key.hash())))
                    .toList();
            var states = sorted.stream().map(key -> lock(key, now)).toList();
            var longest = Duration.ZERO;
            for (int i = 0; i < sorted.size(); i++) {
                var wait = sorted.get(i).scope().policy.wait(states.get(i), now);
                longest = wait.compareTo(longest) > 0 ? wait : longest;
            }
            if (longest.isPositive()) {
                return Optional.of(longest);
            }
            for (int i = 0; i < sorted.size(); i++) {
                write(sorted.get(i), sorted.get(i).scope().policy.counted(states.get(i), now));
            }
            return Optional.<Duration>empty();
        });
    }

    /** A counted try was rightful: an e-mail's tries are forgotten, an address gets the one try back. */
    public void forgive(List<Key> keys) {
        tx.run(() -> {
            var now = clock.instant();
            for (var key : keys.stream().sorted(Comparator.comparing(Key::scope)).toList()) {
                switch (key.scope()) {
                    case LOGIN_EMAIL, PASSWORD_CHANGE -> db.deleteFrom(THROTTLE)
                            .where(THROTTLE.SCOPE.eq(key.scope().name()))
                            .and(THROTTLE.KEY_HASH.eq(key.hash()))
                            .execute();
                    case LOGIN_ADDRESS, SIGN_UP_ADDRESS, MAIL_EMAIL, MAIL_ADDRESS ->
                            write(key, key.scope().policy.forgiven(lock(key, now), now));
                }
            }
        });
    }

    private State lock(Key key, Instant now) {
        var fresh = State.fresh(now);
        db.insertInto(THROTTLE)
                .set(THROTTLE.SCOPE, key.scope().name())
                .set(THROTTLE.KEY_HASH, key.hash())
                .set(THROTTLE.TRIES, fresh.tries())
                .set(THROTTLE.COUNTED_AT, fresh.countedAt())
                .set(THROTTLE.BLOCKED_UNTIL, fresh.blockedUntil())
                .onConflictDoNothing()
                .execute();
        return db.select(THROTTLE.TRIES, THROTTLE.COUNTED_AT, THROTTLE.BLOCKED_UNTIL)
                .from(THROTTLE)
                .where(THROTTLE.SCOPE.eq(key.scope().name()))
                .and(THROTTLE.KEY_HASH.eq(key.hash()))
                .forUpdate()
                .fetchOptional(row -> new State(row.value1(), row.value2(), row.value3()))
                .orElse(fresh);
    }

    private void write(Key key, State state) {
        db.update(THROTTLE)
                .set(THROTTLE.TRIES, state.tries())
                .set(THROTTLE.COUNTED_AT, state.countedAt())
                .set(THROTTLE.BLOCKED_UNTIL, state.blockedUntil())
                .where(THROTTLE.SCOPE.eq(key.scope().name()))
                .and(THROTTLE.KEY_HASH.eq(key.hash()))
                .execute();
    }

    private static boolean isThisMachine(String ip) {
        try {
            return InetAddress.ofLiteral(ip).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String network(String ip) {
        try {
            var bytes = InetAddress.ofLiteral(ip).getAddress();
            return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
        } catch (IllegalArgumentException _) {
            return ip;
        }
    }
}
