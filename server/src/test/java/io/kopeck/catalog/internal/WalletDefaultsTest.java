package io.kopeck.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.kernel.Currency;
import io.kopeck.platform.config.BadConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class WalletDefaultsTest {

    @ParameterizedTest
    @CsvSource({"'', '', 10.00, 4", "' ', ' ', 10.00, 4", "10, 4, 10.00, 4", "12.50, 0, 12.50, 0", "0.01, 1000, 0.01, 1000", "' 15 ', ' 7 ', 15.00, 7"})
    void readsTheSettings(String price, String count, String decimal, int freeOperations) {
        var defaults = defaults(Map.of("PRICE_PER_OPERATION", price, "FREE_OPERATIONS_COUNT", count));

        assertThat(defaults.price(Currency.KZT)).hasToString(decimal + " KZT");
        assertThat(defaults.freeOperations()).isEqualTo(freeOperations);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-10", "10,50", "10.005", "1e2", "ten", "10 RUB", "99999999999999"})
    void refusesAPriceThatIsNone(String price) {
        assertThatThrownBy(() -> defaults(Map.of("PRICE_PER_OPERATION", price)))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContaining("PRICE_PER_OPERATION has to be an amount of more than nothing such as 10 or 12.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "4.0", "four", "99999999999999999999"})
    void refusesACountThatIsNone(String count) {
        assertThatThrownBy(() -> defaults(Map.of("FREE_OPERATIONS_COUNT", count)))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContaining("FREE_OPERATIONS_COUNT has to be a whole number from 0 to 1000");
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(() -> defaults(Map.of("PRICE_PER_OPERATION", "much", "FREE_OPERATIONS_COUNT", "many")))
                .hasMessageContainingAll("PRICE_PER_OPERATION", "FREE_OPERATIONS_COUNT");
    }

    /** With these settings alone. */
    static WalletDefaults defaults(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return new WalletDefaults(environment);
    }
}
