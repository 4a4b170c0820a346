package io.kopeck.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Entry point of {@code ./kopeck bench NAME}; the launcher has started a sandbox whose address it passes. */
public final class Bench {

    private static final String USAGE = "usage: ./kopeck bench renewals\n       ./kopeck bench wallet " + WalletOptions.USAGE;
    private static final URI SANDBOX = URI.create(System.getProperty("kopeck.bench.sandbox", "http://127.0.0.1:8090"));
    private static final Path DIRECTORY = Path.of(System.getProperty("kopeck.bench.dir", ".kopeck/bench"));

    private Bench() {}

    /** Runs the named benchmark. Exits with 0 when its promises were kept, 1 when not, 2 for a wrong command line. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        if (arguments.equals(List.of("renewals"))) {
            return renewals() ? 0 : 1;
        }
        if (!arguments.isEmpty() && arguments.getFirst().equals("wallet")) {
            var options = WalletOptions.parse(arguments.subList(1, arguments.size()));
            if (options.isPresent()) {
                return wallet(options.get()) ? 0 : 1;
            }
        }
        System.err.println(USAGE);
        return 2;
    }

    private static boolean renewals() throws IOException, InterruptedException {
        try (var database = new BenchDatabase(DIRECTORY, RenewalBench.STATISTICS)) {
            return new RenewalBench(database, SANDBOX, System.out).run();
        }
    }

    private static boolean wallet(WalletOptions options) throws IOException, InterruptedException {
        try (var database = new BenchDatabase(DIRECTORY, Map.of())) {
            return new WalletBench(database, SANDBOX, options, System.out).run();
        }
    }
}
