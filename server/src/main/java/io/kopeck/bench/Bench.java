package io.kopeck.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Entry point of {@code ./kopeck bench NAME}; the launcher has started a sandbox whose address it passes. */
public final class Bench {

    private Bench() {}

    /** Runs the named benchmark. Exits with 0 when its promises were kept, 1 when not, 2 for an unknown name. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        if (!arguments.equals(List.of("renewals"))) {
            System.err.println("usage: ./kopeck bench renewals");
            return 2;
        }
        var sandbox = URI.create(System.getProperty("kopeck.bench.sandbox", "http://127.0.0.1:8090"));
        try (var database = new BenchDatabase(RenewalBench.directory())) {
            return new RenewalBench(database, sandbox, System.out).run() ? 0 : 1;
        }
    }
}
