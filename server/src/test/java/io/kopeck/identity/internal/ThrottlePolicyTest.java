package io.kopeck.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.identity.internal.ThrottlePolicy.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ThrottlePolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    private final ThrottlePolicy policy =
            new ThrottlePolicy(3, Duration.ofMinutes(10), Duration.ofSeconds(2), Duration.ofSeconds(10));

    @Test
    void freeTriesCostNothingThenEachWaitIsLongerUpToTheLongest() {
        var waits = new ArrayList<Long>();
        var state = State.fresh(NOW);
        var now = NOW;
        for (int i = 0; i < 8; i++) {
            state = policy.counted(state, now);
            var wait = policy.wait(state, now);
            waits.add(wait.toSeconds());
            now = now.plus(wait);
        }

        assertThat(waits).isEqualTo(List.of(0L, 0L, 2L, 4L, 8L, 10L, 10L, 10L));
    }

    @Test
    void waitShrinksAsTimePassesAndIsOverAtItsEnd() {
        var state = new State(3, NOW, NOW.plusSeconds(2));

        assertThat(policy.wait(state, NOW.plusMillis(500))).isEqualTo(Duration.ofMillis(1500));
        assertThat(policy.wait(state, NOW.plusSeconds(2))).isZero();
    }

    @Test
    void triesAreForgottenOneByOne() {
        var state = new State(3, NOW, NOW);

        assertThat(policy.counted(state, NOW.plus(Duration.ofMinutes(9))).tries()).isEqualTo(4);
        assertThat(policy.counted(state, NOW.plus(Duration.ofMinutes(10))).tries()).isEqualTo(3);
        assertThat(policy.counted(state, NOW.plus(Duration.ofMinutes(25))).tries()).isEqualTo(2);
        assertThat(policy.counted(state, NOW.plus(Duration.ofDays(400))).tries()).isEqualTo(1);
    }

    @Test
    void partsOfAForgettingIntervalAddUp() {
        var state = new State(10, NOW, NOW);
        var now = NOW;
        for (int i = 0; i < 4; i++) {
            now = now.plus(Duration.ofMinutes(5));
            state = policy.counted(state, now);
        }

        assertThat(state.tries()).isEqualTo(10 + 4 - 2);
    }

    @Test
    void neverCountsWithoutBound() {
        var state = State.fresh(NOW);
        for (int i = 0; i < 1000; i++) {
            state = policy.counted(state, NOW);
        }

        assertThat(state.tries()).isEqualTo(3 + 16);
        assertThat(policy.wait(state, NOW)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void rightfulTryIsGivenBackAndEndsTheWait() {
        var state = policy.forgiven(new State(3, NOW, NOW.plusSeconds(2)), NOW);

        assertThat(state.tries()).isEqualTo(2);
        assertThat(policy.wait(state, NOW)).isZero();
    }
}
