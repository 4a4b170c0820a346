package io.kopeck.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param wallets over how many charges are spread, 1 to 1,000,000
 * @param each how long every single measurement takes
 */
record WalletOptions(int wallets, Duration each) {

    static final String USAGE = "[--wallets 1..1000000] [--seconds 1..600]";

    private static final Set<String> NAMES = Set.of("--wallets", "--seconds");

    /** Reads a command line; empty when it makes no sense. */
    static Optional<WalletOptions> parse(List<String> words) {
        Map<String, Integer> values = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            if (!NAMES.contains(words.get(i)) || i + 1 == words.size() || !words.get(i + 1).matches("\\d{1,7}")) {
                return Optional.empty();
            }
            values.put(words.get(i), Integer.parseInt(words.get(i + 1)));
        }
        int wallets = values.getOrDefault("--wallets", 10_000);
        int seconds = values.getOrDefault("--seconds", 2);
        return wallets < 1 || wallets > 1_000_000 || seconds < 1 || seconds > 600
                ? Optional.empty()
                : Optional.of(new WalletOptions(wallets, Duration.ofSeconds(seconds)));
    }
}
