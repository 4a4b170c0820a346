package io.kopeck.payments.internal;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.Catalog;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.AcquirerProvider;
import io.kopeck.platform.config.BadConfiguration;
import io.kopeck.platform.config.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The acquirer accounts of the catalog, opened with the secrets that their settings name. All are opened at the start, so
 * that a missing setting stops it with a list of what to set.
 */
@Component
class Acquirers implements SmartInitializingSingleton {

    private final Map<String, AcquirerProvider> providers;
    private final Map<String, Acquirer> open = new ConcurrentHashMap<>();
    private final Catalog catalog;
    private final Environment environment;
    private final Mode mode;

    Acquirers(List<AcquirerProvider> providers, Catalog catalog, Environment environment, Mode mode) {
        this.providers = providers.stream().collect(Collectors.toMap(AcquirerProvider::name, Function.identity()));
        this.catalog = catalog;
        this.environment = environment;
        this.mode = mode;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var problems = new ArrayList<String>();
        for (var account : catalog.accounts()) {
            try {
                account(account.name());
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage() + settingsOf(account));
            }
        }
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
    }

    private static String settingsOf(AcquirerAccount account) {
        return " (settings are read from " + String.join(", ", new TreeSet<>(account.settings().values())) + ")";
    }

    /** The acquirer behind a named account. */
    Acquirer account(String name) {
        return open.computeIfAbsent(name, this::open);
    }

    /** The accounts at one provider: a notification for the provider belongs to one of them. */
    List<String> accountsAt(String provider) {
        return catalog.accounts().stream().filter(a -> a.provider().equals(provider)).map(a -> a.name()).toList();
    }

    private Acquirer open(String name) {
        var account = catalog.account(name)
                .orElseThrow(() -> new BadConfiguration(List.of("the catalog has no acquirer account " + name)));
        var provider = providers.get(account.provider());
        if (provider == null) {
            throw new BadConfiguration(List.of("acquirer account " + name + " names an unknown provider " + account.provider()));
        }
        var values = account.settings().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> environment.getProperty(e.getValue(), "")));
        return provider.open(new AccountSettings(name, values, mode.isSandbox()));
    }
}
