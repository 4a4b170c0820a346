package io.kopeck.commands;

import io.kopeck.commands.internal.CatalogCommand;
import io.kopeck.commands.internal.Failures;
import io.kopeck.commands.internal.MigrateCommand;
import io.kopeck.commands.internal.RunCommand;
import io.kopeck.commands.internal.VerifyCommand;
import java.util.Arrays;
import java.util.List;

/** The program's command line. */
public final class Commands {

    private static final String USAGE = """
            usage: java -jar kopeck-server.jar [COMMAND]

              run                             start the server (also without a command)
              migrate                         bring the database up to date
              verify                          prove the books
              catalog diff FILE               what a catalog file would change
              catalog apply FILE [--dry-run]  apply a catalog file
            """;

    private Commands() {}

    /**
     * Does what the arguments say. Returns with the server running; any other command ends the process.
     *
     * @param application the server's main configuration
     */
    public static void execute(Class<?> application, String... arguments) {
        var words = List.of(arguments);
        if (words.isEmpty() || words.getFirst().startsWith("--")) {
            RunCommand.start(application, arguments);
        } else if (words.getFirst().equals("run")) {
            RunCommand.start(application, Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            System.exit(one(words.getFirst(), words.subList(1, words.size())));
        }
    }

    /** Settings may be given as {@code --NAME=value}, as they may to {@code run}. */
    static int one(String command, List<String> words) {
        var settings = words.stream().filter(Commands::isSetting).toList();
        var arguments = words.stream().filter(word -> !isSetting(word)).toList();
        try {
            return switch (command) {
                case "migrate" -> arguments.isEmpty() ? MigrateCommand.run(settings, System.out) : misunderstood();
                case "verify" -> arguments.isEmpty() ? VerifyCommand.run(settings, System.out, System.err) : misunderstood();
                case "catalog" -> CatalogCommand.run(arguments, settings, System.out).orElseGet(Commands::misunderstood);
                default -> misunderstood();
            };
        } catch (RuntimeException e) {
            Failures.tell(e);
            return 1;
        }
    }

    private static boolean isSetting(String word) {
        return word.startsWith("--") && word.contains("=");
    }

    private static int misunderstood() {
        System.err.print(USAGE);
        return 2;
    }
}
