package io.kopeck.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    private static final int CASES = 20_000;

    @ParameterizedTest
    @CsvSource({"99.99, 9999", "0, 0", "1, 100", "0.01, 1", "10.5, 1050", "-3.20, -320", "007.10, 710", "1.2300, 123", "10000000000, 1000000000000"})
    void readsPlainDecimals(String text, long minor) {
        assertThat(Money.parse(text, Currency.RUB)).isEqualTo(new Money(minor, Currency.RUB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1,5", "1.", ".5", "1e3", "+1", "--1", "NaN", "0x10", "1.001", "1.00001", "1 000", "１", "10000000000.01",
            "999999999999999", "9999999999999999999999"})
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.parse(text, Currency.RUB));
    }

    @ParameterizedTest
    @CsvSource({"9999, 99.99", "0, 0.00", "1, 0.01", "-320, -3.20", "100, 1.00", "1000000000000, 10000000000.00"})
    void writesExactlyTheCurrencysDigits(long minor, String decimal) {
        assertThat(new Money(minor, Currency.RUB).decimal()).isEqualTo(decimal);
        assertThat(Money.parse(decimal, Currency.RUB).minor()).isEqualTo(minor);
    }

    @Test
    void neverMixesCurrencies() {
        var roubles = new Money(1, Currency.RUB);
        var dollars = new Money(1, Currency.USD);

        assertThatIllegalArgumentException().isThrownBy(() -> roubles.plus(dollars));
        assertThatIllegalArgumentException().isThrownBy(() -> roubles.minus(dollars));
        assertThatIllegalArgumentException().isThrownBy(() -> roubles.compareTo(dollars));
        assertThat(roubles).isNotEqualTo(dollars);
    }

    @Test
    void failsRatherThanOverflow() {
        var most = new Money(Long.MAX_VALUE, Currency.RUB);
        var one = new Money(1, Currency.RUB);

        assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Money(Long.MIN_VALUE, Currency.RUB).minus(one)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.percent(new BigDecimal("200"), RoundingMode.DOWN)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"100, '1,1,1', '34,33,33'", "1, '1,1', '1,0'", "0, '1,2', '0,0'", "-100, '1,1,1', '-34,-33,-33'", "5, '0,1,0,1', '0,3,0,2'",
            "99999, '7,0,3', '70000,0,29999'"})
    void splitsByWeightWithTheRestFromTheFirstOn(long minor, String weights, String parts) {
        var split = new Money(minor, Currency.RUB).allocate(numbers(weights));

        assertThat(split.stream().map(Money::minor).toList()).isEqualTo(List.of(box(numbers(parts))));
    }

    @Test
    void refusesWeightsThatMakeNoSense() {
        var money = new Money(100, Currency.RUB);

        assertThatIllegalArgumentException().isThrownBy(() -> money.allocate(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> money.allocate());
        assertThatIllegalArgumentException().isThrownBy(() -> money.allocate(1, -1));
    }

    @Test
    void splitsWithoutLosingOrMakingAKopeck() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            var whole = new Money(random.nextLong(-Money.MINOR_MAX, Money.MINOR_MAX), Currency.RUB);
            var weights = random.longs(random.nextInt(1, 8), 0, random.nextBoolean() ? 4 : 1_000_000_007L).toArray();
            weights[random.nextInt(weights.length)]++;

            var parts = whole.allocate(weights);

            var told = "seed " + seed + ", case " + i;
            assertThat(parts.stream().mapToLong(Money::minor).sum()).as(told).isEqualTo(whole.minor());
            for (int part = 0; part < weights.length; part++) {
                assertThat(weights[part] > 0 || parts.get(part).isZero()).as(told).isTrue();
                assertThat(Math.abs(parts.get(part).minor())).as(told).isLessThanOrEqualTo(Math.abs(whole.minor()));
            }
        }
    }

    @Test
    void addsAndTakesAwayExactly() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            var a = new Money(random.nextLong(-Money.MINOR_MAX, Money.MINOR_MAX), Currency.RUB);
            var b = new Money(random.nextLong(-Money.MINOR_MAX, Money.MINOR_MAX), Currency.RUB);

            assertThat(a.plus(b).minus(b)).as("seed %s, case %s", seed, i).isEqualTo(a);
            assertThat(Money.parse(a.decimal(), Currency.RUB)).as("seed %s, case %s", seed, i).isEqualTo(a);
            assertThat(Integer.signum(a.compareTo(b))).as("seed %s, case %s", seed, i).isEqualTo(Long.signum(a.minus(b).minor()));
        }
    }

    @ParameterizedTest
    @CsvSource({"9999, 10, DOWN, 999", "9999, 10, UP, 1000", "9999, 33.3333, HALF_EVEN, 3333", "1, 50, DOWN, 0", "-9999, 10, DOWN, -999", "9999, 0, DOWN, 0"})
    void takesAPercentageRoundedAsTold(long minor, String rate, RoundingMode rounding, long expected) {
        assertThat(new Money(minor, Currency.RUB).percent(new BigDecimal(rate), rounding).minor()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1000, true", "0, true", "-100, true", "1050, false", "1, false", "-1, false"})
    void isWholeWithoutMinorUnits(long minor, boolean whole) {
        assertThat(new Money(minor, Currency.RUB).isWhole()).isEqualTo(whole);
    }

    private static long[] numbers(String list) {
        return Arrays.stream(list.split(",")).mapToLong(Long::parseLong).toArray();
    }

    private static Long[] box(long[] numbers) {
        return Arrays.stream(numbers).boxed().toArray(Long[]::new);
    }
}
