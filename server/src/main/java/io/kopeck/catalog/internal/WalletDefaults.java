package io.kopeck.catalog.internal;

import io.kopeck.catalog.WalletTerms;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.platform.config.BadConfiguration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What holds for wallets where the catalog leaves it open: two settings, read once. Empty values count as unset. */
@Component
final class WalletDefaults {

    /** In major units of the product's currency, whichever that is. */
    static final String PRICE = "PRICE_PER_OPERATION";

    static final String FREE_OPERATIONS = "FREE_OPERATIONS_COUNT";

    private final Map<Currency, Money> prices = new EnumMap<>(Currency.class);
    private final int freeOperations;

    /** @throws BadConfiguration naming every setting that makes no sense */
    WalletDefaults(Environment environment) {
        var problems = new ArrayList<String>();
        var price = setting(environment, PRICE, "10");
        for (var currency : Currency.values()) {
            price(price, currency).ifPresent(money -> prices.put(currency, money));
        }
        if (prices.size() < Currency.values().length) {
            problems.add(PRICE + " has to be an amount of more than nothing such as 10 or 12.50");
        }
        var count = setting(environment, FREE_OPERATIONS, "4");
        boolean known = count.matches("\\d{1,4}") && Integer.parseInt(count) <= WalletTerms.FREE_OPERATIONS_MAX;
        if (!known) {
            problems.add(FREE_OPERATIONS + " has to be a whole number from 0 to " + WalletTerms.FREE_OPERATIONS_MAX);
        }
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
        this.freeOperations = Integer.parseInt(count);
    }

    /** Of an operation without a price of its own, in a wallet without one. */
    Money price(Currency currency) {
        return prices.get(currency);
    }

    /** How many a new wallet gets. */
    int freeOperations() {
        return freeOperations;
    }

    private static String setting(Environment environment, String name, String otherwise) {
        var value = environment.getProperty(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    private static Optional<Money> price(String text, Currency currency) {
        try {
            return Optional.of(Money.parse(text, currency)).filter(Money::isPositive);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
