package io.kopeck.chaos;

import io.kopeck.chaos.Fleet.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;

/** Entry point of {@code ./kopeck chaos}; the launcher passes where the programs are. */
public final class Chaos {

    private Chaos() {}

    /**
     * Runs and prints the report. Exits with 0 when nothing was wrong, 1 when something was, 2 for a wrong command line.
     *
     * <p>System properties: {@code kopeck.chaos.server} and {@code kopeck.chaos.sandbox} are class paths, {@code
     * kopeck.chaos.dir} is where data and logs go.
     */
    public static void main(String[] arguments) throws IOException {
        ChaosOptions options;
        try {
            options = ChaosOptions.parse(List.of(arguments), new SecureRandom().nextInt(1, 1_000_000));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(options));
    }

    private static int run(ChaosOptions options) throws IOException {
        var parent = Path.of(System.getProperty("kopeck.chaos.dir", ".kopeck/chaos"));
        Files.createDirectories(parent);
        var directory = Files.createTempDirectory(parent, "seed-" + options.seed() + "-").toAbsolutePath();
        System.err.println("chaos: seed " + options.seed() + "; logs and data in " + directory);
        var programs = new Programs(directory, required("kopeck.chaos.server"), required("kopeck.chaos.sandbox"));
        try (var fleet = Fleet.start(programs, options.nodes())) {
            var report = new ChaosRun(fleet, options, Offer.ALL, List.of(), System.err).run();
            report.print(System.out);
            if (!report.findings().isEmpty()) {
                System.err.println("chaos: logs and data are kept in " + directory);
                return 1;
            }
        }
        delete(directory);
        return 0;
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String required(String property) {
        var value = System.getProperty(property, "");
        if (value.isEmpty()) {
            throw new IllegalStateException("the property " + property + " is not set; ./kopeck chaos sets it");
        }
        return value;
    }
}
