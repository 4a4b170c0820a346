package io.kopeck.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(5, Duration.ofMillis(100), Duration.ofMillis(350));

    @Test
    void pausesDoubleUpToTheLongestLessHalfAtMost() {
        for (int round = 0; round < 1_000; round++) {
            assertThat(policy.pauseAfter(1, null)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
            assertThat(policy.pauseAfter(2, null)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
            assertThat(policy.pauseAfter(3, null)).isBetween(Duration.ofMillis(175), Duration.ofMillis(350));
            assertThat(policy.pauseAfter(19, null)).isBetween(Duration.ofMillis(175), Duration.ofMillis(350));
        }
    }

    @Test
    void callersDoNotComeBackTogether() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> policy.pauseAfter(3, null)).distinct()).hasSizeGreaterThan(50);
    }

    @Test
    void waitsNoShorterThanTheServerSays() {
        assertThat(policy.pauseAfter(1, Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(300));
        assertThat(policy.pauseAfter(1, Duration.ZERO)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    }

    @Test
    void endsAtItsBounds() {
        assertThat(policy.allows(4, null)).isTrue();
        assertThat(policy.allows(5, null)).isFalse();
        assertThat(policy.allows(1, Duration.ofMillis(350))).isTrue();
        assertThat(policy.allows(1, Duration.ofMillis(351))).isFalse();
    }

    @Test
    void refusesWhatIsNoBound() {
        var second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(21, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(3, Duration.ZERO, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(3, second, second.minusNanos(1)));
    }
}
