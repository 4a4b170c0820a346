package io.kopeck.commands.internal;

import java.io.PrintStream;
import java.util.List;
import org.flywaydb.core.Flyway;

/** Applies the migrations that the database lacks. */
public final class MigrateCommand {

    private MigrateCommand() {}

    public static int run(List<String> settings, PrintStream out) {
        try (var context = CommandContext.start(settings, CommandContext.Database.class)) {
            var flyway = context.getBean(Flyway.class);
            var result = flyway.migrate();
            result.migrations.forEach(migration -> out.println("applied  " + migration.version + " " + migration.description));
            var current = flyway.info().current();
            out.println(result.migrations.isEmpty()
                    ? "The database was up to date already, at " + current.getVersion() + "."
                    : "The database is up to date now, at " + current.getVersion() + ".");
            return 0;
        }
    }
}
