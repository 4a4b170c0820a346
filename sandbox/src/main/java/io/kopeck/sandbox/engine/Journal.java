package io.kopeck.sandbox.engine;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An append-only file of JSON lines. One line is one commit, so a commit is remembered as a whole or, when the process
 * dies while writing it, not at all. What {@link #append} returns is complete once the line was handed to the
 * operating system: that survives {@code kill -9} of the process, not a power cut. One thread writes, everything that
 * queued up meanwhile in one go.
 *
 * <p>Without a directory nothing is kept and every append is complete at once.
 */
public final class Journal implements AutoCloseable {

    /** Larger files are rewritten with the current state only when the sandbox starts. */
    public static final long COMPACT_ABOVE_BYTES = 8L * 1024 * 1024;

    private static final int QUEUE_MAX = 65_536;
    private static final int BATCH_MAX = 4_096;
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);
    private static final Line END = new Line(List.of(), DONE);

    private record Line(List<JournalEntry> entries, CompletableFuture<Void> written) {}

    private final @Nullable Path file;
    private final @Nullable FileChannel lockChannel;
    private final LinkedBlockingQueue<Line> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
    private @Nullable Thread writer;

    private Journal(@Nullable Path file, @Nullable FileChannel lockChannel) {
        this.file = file;
        this.lockChannel = lockChannel;
    }

    public static Journal inMemory() {
        return new Journal(null, null);
    }

    /**
     * Opens the journal in {@code directory}, creating both.
     *
     * @throws IllegalStateException when another process uses it
     */
    public static Journal open(Path directory) {
        try {
            Files.createDirectories(directory);
            var lockChannel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!tryLock(lockChannel)) {
                lockChannel.close();
                throw new IllegalStateException("the data directory " + directory + " is in use by another sandbox");
            }
            return new Journal(directory.resolve("journal.jsonl"), lockChannel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (java.nio.channels.OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    /** Hands every remembered fact, oldest first, to {@code reader}; a torn last line is cut off. */
    public void replay(BiConsumer<String, JsonNode> reader) {
        if (file == null || !Files.exists(file)) {
            return;
        }
        try {
            cutTornLine(file);
            long number = 0;
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    replayLine(line, number, reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replayLine(String line, long number, BiConsumer<String, JsonNode> reader) {
        try {
            for (var entry : Json.MAPPER.readTree(line)) {
                reader.accept(entry.get(0).stringValue(), entry.get(1));
            }
        } catch (RuntimeException e) {
            throw new IllegalStateException("line " + number + " of " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void cutTornLine(Path file) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            long end = access.length();
            var block = new byte[8192];
            while (end > 0) {
                int size = (int) Math.min(block.length, end);
                access.seek(end - size);
                access.readFully(block, 0, size);
                for (int i = size - 1; i >= 0; i--) {
                    if (block[i] == '\n') {
                        access.setLength(end - size + i + 1);
                        return;
                    }
                }
                end -= size;
            }
            access.setLength(0);
        }
    }

    public boolean isLarge() {
        try {
            return file != null && Files.exists(file) && Files.size(file) > COMPACT_ABOVE_BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the file's content by the facts {@code snapshot} produces. Only before {@link #start}. */
    public void compact(Consumer<Consumer<JournalEntry>> snapshot) {
        if (file == null) {
            return;
        }
        var fresh = file.resolveSibling("journal.jsonl.new");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 20)) {
                snapshot.accept(entry -> {
                    try {
                        out.write(line(List.of(entry)));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
            try {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the file for appending and starts the writer. */
    public void start() {
        if (file == null) {
            return;
        }
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            writer = Thread.ofPlatform().name("sandbox-journal").daemon().start(() -> writeAll(channel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Queues one commit; the order of calls is the order of lines. The result completes when the line was handed to
     * the operating system, exceptionally when it could not be. Waits when {@value #QUEUE_MAX} lines are queued.
     */
    public CompletableFuture<Void> append(List<JournalEntry> entries) {
        if (file == null || entries.isEmpty()) {
            return DONE;
        }
        var line = new Line(entries, new CompletableFuture<>());
        try {
            queue.put(line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing the journal", e);
        }
        return line.written();
    }

    private void writeAll(FileChannel channel) {
        @Nullable Exception broken = null;
        var batch = new ArrayList<Line>();
        try (channel) {
            while (true) {
                batch.clear();
                batch.add(queue.take());
                queue.drainTo(batch, BATCH_MAX);
                if (broken == null) {
                    broken = write(channel, batch);
                }
                for (var line : batch) {
                    if (line == END) {
                        return;
                    } else if (broken == null) {
                        line.written().complete(null);
                    } else {
                        line.written().completeExceptionally(broken);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Exception write(FileChannel channel, List<Line> batch) {
        var bytes = new ByteArrayOutputStream(batch.size() * 1024);
        try {
            for (var line : batch) {
                if (line != END) {
                    bytes.writeBytes(line(line.entries()));
                }
            }
            var buffer = ByteBuffer.wrap(bytes.toByteArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return null;
        } catch (IOException | RuntimeException e) {
            return e;
        }
    }

    private static byte[] line(List<JournalEntry> entries) {
        var out = new ByteArrayOutputStream(1024);
        out.write('[');
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write('[');
            out.writeBytes(Json.MAPPER.writeValueAsBytes(entries.get(i).kind()));
            out.write(',');
            out.writeBytes(Json.MAPPER.writeValueAsBytes(entries.get(i).value()));
            out.write(']');
        }
        out.write(']');
        out.write('\n');
        return out.toByteArray();
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                queue.put(END);
                writer.join();
            }
            if (lockChannel != null) {
                lockChannel.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
