package io.kopeck.platform.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL run as a child process on loopback, its data kept in a directory.
 *
 * <p>Durable by default. Survives {@code kill -9}: a server left over on the same data is stopped first, a stale pid file
 * removed. Works as an ordinary user, and as root, where PostgreSQL itself refuses to run, through a user namespace or a
 * change of user. The directory is locked against a second start.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);
    private static final int LOG_READ_MAX = 64 * 1024;
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Path home;
    private final Path data;
    private final Path logFile;
    private final List<String> runner;
    private final FileLock lock;
    private final FileChannel lockChannel;
    private Process process;
    private int port;

    private EmbeddedPostgres(Path directory, FileChannel lockChannel, FileLock lock) {
        this.home = directory.resolve("pgsql");
        this.data = directory.resolve("data");
        this.logFile = directory.resolve("postgres.log");
        this.runner = PostgresUser.runner();
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /**
     * Starts, creating the database cluster at the first time.
     *
     * @param directory where binaries, data and log live; made when missing
     * @param settings PostgreSQL settings such as {@code fsync=off}, for tests only
     * @throws IllegalStateException when the directory is in use or PostgreSQL does not start; the message names its log
     */
    public static EmbeddedPostgres start(Path directory, Map<String, String> settings) {
        return start(directory, 0, settings);
    }

    /** As {@link #start(Path, Map)}, on a port of the caller's choice; 0: any free one. */
    public static EmbeddedPostgres start(Path directory, int port, Map<String, String> settings) {
        try {
            Files.createDirectories(directory);
            var absolute = directory.toRealPath();
            var channel = FileChannel.open(
                    absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new PostgresUnavailable("another kopeck already uses " + absolute + "; stop it first");
            }
            var postgres = new EmbeddedPostgres(absolute, channel, lock);
            try {
                postgres.boot(port, settings);
            } catch (IOException | RuntimeException e) {
                postgres.close();
                throw e;
            }
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL in " + directory + " did not start", e);
        }
    }

    /**
     * The PostgreSQL that another process runs on this directory, waiting for one that is being started; empty when the
     * directory is not in use.
     *
     * @throws IllegalStateException when it is in use and no PostgreSQL gets ready
     */
    public static Optional<Running> running(Path directory) {
        if (!Files.exists(directory.resolve("lock"))) {
            return Optional.empty();
        }
        try {
            var home = directory.toRealPath();
            var deadline = System.nanoTime() + START_MAX.toNanos();
            while (System.nanoTime() < deadline) {
                var port = readyPort(home.resolve("data"));
                if (port.isPresent()) {
                    return Optional.of(new Running(jdbcUrl(port.getAsInt()), PostgresUser.NAME, Files.readString(home.resolve("password"))));
                }
                if (isFree(home.resolve("lock"))) {
                    return Optional.empty();
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            throw new PostgresUnavailable("another kopeck uses " + home + ", but its PostgreSQL is not ready");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + directory, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PostgreSQL in " + directory, e);
        }
    }

    private static OptionalInt readyPort(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return OptionalInt.empty();
        }
        var lines = Files.readAllLines(pidFile);
        boolean ready = lines.size() >= 8 && lines.get(7).strip().equals("ready")
                && ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(process -> isPostgresOn(data, process)).isPresent();
        return ready ? OptionalInt.of(Integer.parseInt(lines.get(3).strip())) : OptionalInt.empty();
    }

    private static boolean isFree(Path lockFile) throws IOException {
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE); var lock = tryLock(channel)) {
            return lock != null;
        }
    }

    /** Null when another process, or this one, has the lock. */
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    private static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresUser.DATABASE;
    }

    public String user() {
        return PostgresUser.NAME;
    }

    public String password() {
        return readPassword();
    }

    private void boot(int wanted, Map<String, String> settings) throws IOException {
        if (!Files.isExecutable(home.resolve("bin/postgres"))) {
            unpack();
        }
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise();
        }
        stopLeftOver();
        port = wanted == 0 ? freePort() : wanted;
        var command = new ArrayList<>(runner);
        command.addAll(List.of(bin("postgres"), "-D", data.toString(), "-p", Integer.toString(port)));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        command.addAll(0, List.of("setsid"));
        var deadline = System.nanoTime() + START_MAX.toNanos();
        boolean ready = false;
        while (!ready) {
            long written = logSize();
            process = builder(command).redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile())).start();
            ready = awaitReady(deadline);
            if (!ready && !isWaitingForTheDead(written)) {
                throw new PostgresUnavailable("PostgreSQL ended at once; see " + logFile);
            }
        }
    }

    private long logSize() throws IOException {
        return Files.exists(logFile) ? Files.size(logFile) : 0;
    }

    /** Whether it ended because sessions of a killed one are still on their way out; they are gone in a moment. */
    private boolean isWaitingForTheDead(long from) throws IOException {
        try (var log = Files.newInputStream(logFile)) {
            log.skipNBytes(from);
            return new String(log.readNBytes(LOG_READ_MAX), StandardCharsets.UTF_8).contains("is still in use");
        }
    }

    private void unpack() throws IOException {
        var architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var name = architecture.contains("aarch64") ? "arm_64" : "x86_64";
        var resource = "/postgres-linux-" + name + ".txz";
        var fresh = home.resolveSibling("pgsql.new");
        deleteTree(fresh);
        try (InputStream packed = EmbeddedPostgres.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new PostgresUnavailable("no embedded PostgreSQL for this machine (" + architecture
                        + "); set DATABASE_URL to a PostgreSQL 15 or newer");
            }
            try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    var target = fresh.resolve(entry.getName()).normalize();
                    if (!target.startsWith(fresh)) {
                        throw new IOException("entry outside of the archive: " + entry.getName());
                    }
                    if (entry.isDirectory()) {
                        Files.createDirectories(target);
                    } else if (entry.isSymbolicLink()) {
                        Files.createDirectories(target.getParent());
                        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                    } else {
                        Files.createDirectories(target.getParent());
                        Files.copy(tar, target);
                        if ((entry.getMode() & 0100) != 0) {
                            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                        }
                    }
                }
            }
        }
        deleteTree(home);
        Files.move(fresh, home);
    }

    private void initialise() throws IOException {
        deleteTree(data);
        var passwordFile = passwordFile();
        Files.deleteIfExists(passwordFile);
        Files.createFile(passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, PostgresUser.newPassword());
        PostgresUser.handOver(runner, List.of(data.getParent(), passwordFile));
        var command = new ArrayList<>(runner);
        command.addAll(List.of(bin("initdb"), "-D", data.toString(), "-U", PostgresUser.NAME,
                "--pwfile=" + passwordFile, "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"));
        run(command, "initdb");
        Files.writeString(data.resolve("postgresql.auto.conf"), """
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                max_connections = 100
                timezone = 'UTC'
                """, StandardOpenOption.APPEND);
    }

    /** Stops a PostgreSQL that an earlier, killed start left running on this data; removes a pid file of a dead one. */
    private void stopLeftOver() throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var lines = Files.readAllLines(pidFile);
        var pid = lines.isEmpty() ? -1 : Long.parseLong(lines.getFirst().strip());
        var orphan = ProcessHandle.of(pid).filter(candidate -> isPostgresOn(data, candidate));
        if (orphan.isPresent()) {
            log.info("event=postgres_left_over pid={}", pid);
            var command = new ArrayList<>(runner);
            command.addAll(List.of(bin("pg_ctl"), "stop", "-D", data.toString(), "-m", "fast", "-w"));
            run(command, "pg_ctl stop");
        }
        Files.deleteIfExists(pidFile);
    }

    private static boolean isPostgresOn(Path data, ProcessHandle candidate) {
        try {
            var commandLine = Files.readString(Path.of("/proc", Long.toString(candidate.pid()), "cmdline"));
            return commandLine.contains("postgres") && commandLine.contains(data.toString());
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether it is ready; false when it ended instead. */
    private boolean awaitReady(long deadline) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        while (System.nanoTime() < deadline) {
            if (Files.exists(pidFile)) {
                var lines = Files.readAllLines(pidFile);
                if (lines.size() >= 8 && lines.get(7).strip().equals("ready")) {
                    return true;
                }
            }
            try {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while PostgreSQL started", e);
            }
        }
        throw new PostgresUnavailable("PostgreSQL was not ready in " + START_MAX + "; see " + logFile);
    }

    /** Stops with a fast shutdown: sessions are ended, everything committed is on disk. */
    @Override
    public void close() {
        try {
            if (process != null && process.isAlive()) {
                interrupt();
                if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("event=postgres_stop_failed cause={}", e.toString());
        } finally {
            release();
        }
    }

    /** Stops it as a crash would, for tests: no shutdown, recovery at the next start. */
    public void kill() {
        try {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private void release() {
        try {
            lock.release();
            lockChannel.close();
        } catch (IOException e) {
            log.warn("event=postgres_lock_release_failed cause={}", e.toString());
        }
    }

    private void interrupt() throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            var command = new ArrayList<>(runner);
            command.addAll(List.of(bin("pg_ctl"), "stop", "-D", data.toString(), "-m", "fast", "-W"));
            run(command, "pg_ctl stop");
        } else {
            process.destroy();
        }
    }

    private String bin(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private Path passwordFile() {
        return data.resolveSibling("password");
    }

    private String readPassword() {
        try {
            return Files.readString(passwordFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).directory(data.getParent().toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private void run(List<String> command, String what) throws IOException {
        var started = builder(command).redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile())).start();
        try {
            if (!started.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS)) {
                started.destroyForcibly();
                throw new PostgresUnavailable(what + " took longer than " + START_MAX + "; see " + logFile);
            }
            if (started.exitValue() != 0) {
                throw new PostgresUnavailable(what + " failed with " + started.exitValue() + "; see " + logFile);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + what, e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var paths = Files.walk(root)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Where a PostgreSQL is that another process started. */
    public record Running(String jdbcUrl, String user, String password) {

        @Override
        public String toString() {
            return jdbcUrl;
        }
    }
}
