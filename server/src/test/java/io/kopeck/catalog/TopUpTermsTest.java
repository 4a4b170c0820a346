package io.kopeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopUpTermsTest {

    @ParameterizedTest
    @CsvSource({"9.99, false, false", "10.00, true, true", "10.01, false, true", "11, true, true", "9, false, false", "-10, false, false"})
    void acceptsTheLeastAndMore(String amount, boolean whole, boolean any) {
        assertThat(new TopUpTerms(rub("10.00"), true, List.of()).accepts(rub(amount))).isEqualTo(whole);
        assertThat(new TopUpTerms(rub("10.00"), false, List.of()).accepts(rub(amount))).isEqualTo(any);
    }

    @Test
    void knowsNoOtherCurrency() {
        assertThatThrownBy(() -> new TopUpTerms(rub("10.00"), true, List.of()).accepts(Money.parse("10", Currency.USD)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Money rub(String amount) {
        return Money.parse(amount, Currency.RUB);
    }
}
