package io.kopeck.commands.internal;

import io.kopeck.catalog.BadCatalog;
import io.kopeck.platform.config.BadConfiguration;
import io.kopeck.platform.postgres.PostgresUnavailable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells what the operator can put right in plain words on the error output, without a stack trace. Everything else is a
 * bug and keeps its trace.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class Failures implements SpringBootExceptionReporter {

    private static final int CAUSES_MAX = 50;

    @Override
    public boolean reportException(Throwable failure) {
        var told = inPlainWords(failure);
        told.ifPresent(Failures::print);
        return told.isPresent();
    }

    /** Tells of a failure that was not reported yet. */
    public static void tell(RuntimeException failure) {
        if (failure instanceof AlreadyTold) {
            return;
        }
        inPlainWords(failure).ifPresentOrElse(Failures::print, () -> failure.printStackTrace(System.err));
    }

    private static Optional<String> inPlainWords(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .map(Failures::words)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> words(Throwable cause) {
        return switch (cause) {
            case BadConfiguration e -> Optional.of(e.getMessage());
            case BadCatalog e -> Optional.of(e.getMessage());
            case PostgresUnavailable e -> Optional.of(e.getMessage());
            case Refused e -> Optional.of(e.getMessage());
            case PortInUseException e -> Optional.of(RunCommand.portInUse(e.getPort()));
            case FlywayException e when !(e.getCause() instanceof SQLException) -> Optional.of(e.getMessage());
            case SQLException e when isRefusedConnection(e) -> Optional.of(
                    "the database cannot be reached: " + e.getMessage() + "\nCheck DATABASE_URL, or POSTGRES_HOST and so on.");
            default -> Optional.empty();
        };
    }

    /** No connection (08), no such role or wrong password (28), no such database (3D). */
    private static boolean isRefusedConnection(SQLException e) {
        var state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("28") || state.startsWith("3D"));
    }

    private static void print(String message) {
        System.out.flush();
        System.err.println("kopeck: " + message);
    }

    /** Wraps what the start of a context has told already. */
    static final class AlreadyTold extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AlreadyTold(Throwable cause) {
            super(cause);
        }
    }
}
