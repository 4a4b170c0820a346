package io.kopeck.platform.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PairsTest {

    @Test
    void meetsEveryKeyOfBothSidesInOrder() {
        assertThat(walk(10, "a", "c", "d").apply("b", "c", "e")).containsExactly("a/-", "-/b", "c/c", "d/-", "-/e");
    }

    @Test
    void stopsWhenItHasEnough() {
        assertThat(walk(2, "a", "b", "c").apply()).containsExactly("a/-", "b/-");
    }

    @Test
    void findsNothingInNothing() {
        assertThat(walk(10).apply()).isEmpty();
    }

    @Test
    void aRepeatedKeyMeetsItsPartnerOnce() {
        assertThat(walk(10, "a").apply("a", "a")).containsExactly("a/a", "-/a");
    }

    @Test
    void ordersIdsAsPostgresDoes() {
        var low = UUID.fromString("0fffffff-0000-7000-8000-000000000000");
        var high = UUID.fromString("f0000000-0000-7000-8000-000000000000");

        assertThat(Pairs.compare(low, high)).isNegative();
        assertThat(Pairs.compare(high, low)).isPositive();
        assertThat(Pairs.compare(low, low)).isZero();
        assertThat(Pairs.compare(low, high, low, low)).isPositive();
        assertThat(Pairs.compare(low, high, high, low)).isNegative();
    }

    private static Walk walk(int max, String... left) {
        return right -> Pairs.findings(Arrays.stream(left), Stream.of(right), String::compareTo, max,
                (l, r) -> (l == null ? "-" : l) + "/" + (r == null ? "-" : r));
    }

    private interface Walk {

        List<String> apply(String... right);
    }
}
