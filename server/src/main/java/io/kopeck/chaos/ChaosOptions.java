package io.kopeck.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How large a run is.
 *
 * @param customers 1 to 5,000
 * @param months of 30 days, 1 to 24
 * @param seed decides who does what and what breaks when
 * @param nodes how many servers, 1 to 4
 */
record ChaosOptions(int customers, int months, long seed, int nodes) {

    static final String USAGE = "usage: ./kopeck chaos [--customers 1..5000] [--months 1..24] [--seed N] [--nodes 1..4]";

    private static final Set<String> NAMES = Set.of("--customers", "--months", "--seed", "--nodes");

    ChaosOptions {
        within("--customers", customers, 5_000);
        within("--months", months, 24);
        within("--nodes", nodes, 4);
    }

    /**
     * Reads a command line.
     *
     * @param anySeed the seed where none is given
     * @throws IllegalArgumentException with a message for the user
     */
    static ChaosOptions parse(List<String> words, long anySeed) {
        var values = new HashMap<String, Long>();
        for (int i = 0; i < words.size(); i += 2) {
            var name = words.get(i);
            if (!NAMES.contains(name) || i + 1 == words.size() || !words.get(i + 1).matches("\\d{1,18}")) {
                throw new IllegalArgumentException(USAGE);
            }
            values.put(name, Long.parseLong(words.get(i + 1)));
        }
        return new ChaosOptions(
                small(values, "--customers", 300), small(values, "--months", 6), values.getOrDefault("--seed", anySeed),
                small(values, "--nodes", 2));
    }

    private static int small(Map<String, Long> values, String name, long otherwise) {
        return Math.toIntExact(Math.min(values.getOrDefault(name, otherwise), Integer.MAX_VALUE));
    }

    private static void within(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " is 1 to " + max);
        }
    }
}
