package io.kopeck.commands.internal;

import io.kopeck.catalog.CatalogDiff;
import io.kopeck.catalog.CatalogFile;
import io.kopeck.catalog.Catalogs;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code catalog diff FILE} and {@code catalog apply FILE [--dry-run]}. */
public final class CatalogCommand {

    private CatalogCommand() {}

    /** The exit code; empty when the arguments make no sense. */
    public static Optional<Integer> run(List<String> arguments, List<String> settings, PrintStream out) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            return Optional.empty();
        }
        boolean dryRun = arguments.size() == 3 && arguments.get(2).equals("--dry-run");
        if (arguments.size() == 3 && !dryRun) {
            return Optional.empty();
        }
        var file = Path.of(arguments.get(1));
        return switch (arguments.getFirst()) {
            case "diff" -> dryRun ? Optional.empty() : Optional.of(apply(file, true, settings, out));
            case "apply" -> Optional.of(apply(file, dryRun, settings, out));
            default -> Optional.empty();
        };
    }

    private static int apply(Path file, boolean dryRun, List<String> settings, PrintStream out) {
        CatalogFile.read(file); // a wrong file is refused before anything is started
        try (var context = CommandContext.start(settings, CommandContext.MigratedDatabase.class)) {
            print(context.getBean(Catalogs.class).apply(file, dryRun), dryRun, out);
            return 0;
        }
    }

    private static void print(CatalogDiff diff, boolean dryRun, PrintStream out) {
        if (diff.isEmpty()) {
            out.println("Nothing to change: the catalog is as the file says.");
        } else {
            out.println(dryRun ? "Applying the file would change:" : "Changed:");
            diff.changes().forEach(change -> out.println("  " + change));
        }
        if (!diff.leftAlone().isEmpty()) {
            out.println("Not in the file, left alone:");
            diff.leftAlone().forEach(name -> out.println("  " + name));
        }
    }
}
