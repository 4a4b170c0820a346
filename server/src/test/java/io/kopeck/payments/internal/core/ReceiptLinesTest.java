package io.kopeck.payments.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Receipt;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceiptLinesTest {

    @Test
    void keepsTheReceiptOfTheWholeAmountAsItIs() {
        var receipt = receipt(line("Месяц", 2, 14_950, 11), line("Доставка", 1, 100, 1));

        assertThat(ReceiptLines.forAmount(receipt, rub(30_000))).isSameAs(receipt);
    }

    @Test
    void givesEachLineItsShareWithItsOwnRate() {
        var receipt = receipt(line("Месяц", 2, 15_000, 4), line("Доставка", 1, 10_000, 1));

        assertThat(ReceiptLines.forAmount(receipt, rub(10_000)).lines())
                .containsExactly(line("Месяц", 1, 7_500, 4), line("Доставка", 1, 2_500, 1));
        assertThat(ReceiptLines.forAmount(receipt, rub(10_000)).email()).isEqualTo("anna@example.org");
    }

    @Test
    void leavesOutLinesOfNothing() {
        var receipt = receipt(line("Месяц", 1, 99_999, 1), line("Наклейка", 1, 1, 1));

        assertThat(ReceiptLines.forAmount(receipt, rub(10)).lines()).containsExactly(line("Месяц", 1, 10, 1));
    }

    @Test
    void sumsToTheAmountWhateverItIs() {
        long seed = 20261121;
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var lines = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(n -> line("Line " + n, 1 + random.nextInt(4), 1 + random.nextInt(100_000), 1 + random.nextInt(12)))
                    .toArray(Receipt.Line[]::new);
            var receipt = receipt(lines);
            var amount = rub(1 + random.nextInt((int) ReceiptLines.total(receipt).minor()));

            var part = ReceiptLines.forAmount(receipt, amount);

            assertThat(ReceiptLines.total(part)).as("seed %d, case %d", seed, i).isEqualTo(amount);
            assertThat(part).isEqualTo(ReceiptLines.forAmount(receipt, amount));
            assertThat(part.lines()).allMatch(line -> line.unitPrice().isPositive());
        }
    }

    private static Receipt receipt(Receipt.Line... lines) {
        return new Receipt("anna@example.org", null, 2, List.of(lines));
    }

    private static Receipt.Line line(String description, int quantity, long unitMinor, int vatCode) {
        return new Receipt.Line(description, quantity, rub(unitMinor), vatCode, "service", "full_payment");
    }

    private static Money rub(long minor) {
        return new Money(minor, Currency.RUB);
    }
}
