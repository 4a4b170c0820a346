package io.kopeck.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * As whom the embedded PostgreSQL runs. It refuses to run as root; there it gets a user namespace of its own
 * ({@code unshare -U}), or where those are closed the user {@code nobody} ({@code setpriv}).
 */
final class PostgresUser {

    static final String NAME = "kopeck";
    static final String DATABASE = "postgres";

    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private PostgresUser() {}

    static List<String> runner() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (works(NAMESPACE)) {
            return NAMESPACE;
        }
        if (works(NOBODY)) {
            return NOBODY;
        }
        throw new PostgresUnavailable(
                "PostgreSQL does not run as root, and neither unshare nor setpriv works here;"
                        + " run as an ordinary user or set DATABASE_URL");
    }

    /** Gives the files to the user that will run PostgreSQL, where that is another one. */
    static void handOver(List<String> runner, List<Path> paths) throws IOException {
        if (!runner.equals(NOBODY)) {
            return;
        }
        for (var path : paths) {
            Files.setAttribute(path, "unix:uid", 65534);
            Files.setAttribute(path, "unix:gid", 65534);
        }
    }

    static String newPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static boolean works(List<String> prefix) {
        try {
            var command = new java.util.ArrayList<>(prefix);
            command.add("true");
            var process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
