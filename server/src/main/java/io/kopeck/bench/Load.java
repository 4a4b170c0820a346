package io.kopeck.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Callers that all do the same over and over, each waiting for its answer before it asks again. */
final class Load {

    private Load() {}

    /** What a caller does. Belongs to one caller only. */
    interface Work extends AutoCloseable {

        /** Does it once and answers how many charges that were. */
        int once() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    /**
     * Lets so many callers work for a while. What was begun in time is finished and counts, with the time it took.
     *
     * @throws IllegalStateException when anything went wrong for one of them
     */
    static Figures run(ThreadFactory threads, int callers, Duration duration, Supplier<? extends Work> work) throws InterruptedException {
        var all = Stream.generate(work).limit(callers).toList();
        try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
            long begun = System.nanoTime();
            var ends = all.stream().map(one -> executor.submit(() -> repeat(one, begun + duration.toNanos()))).toList();
            var done = new ArrayList<Done>(callers);
            for (Future<Done> end : ends) {
                done.add(end.get());
            }
            return Figures.of(callers, done, System.nanoTime() - begun);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Done repeat(Work work, long until) throws Exception {
        try (work) {
            var done = new Done();
            for (long begun = System.nanoTime(); begun - until < 0;) {
                int charges = work.once();
                long now = System.nanoTime();
                done.add(charges, now - begun);
                begun = now;
            }
            return done;
        }
    }

    /** What one caller did. */
    private static final class Done {

        private long[] nanos = new long[1024];
        private int calls;
        private long charges;

        void add(int count, long took) {
            if (calls == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * calls);
            }
            nanos[calls++] = took;
            charges += count;
        }

        LongStream nanos() {
            return Arrays.stream(nanos, 0, calls);
        }
    }

    /** What all of them did; {@code nanos} is how long each call took, in order. */
    record Figures(int callers, long charges, double seconds, long[] nanos) {

        static Figures of(int callers, List<Done> all, long nanos) {
            return new Figures(callers, all.stream().mapToLong(done -> done.charges).sum(), nanos / 1e9,
                    all.stream().flatMapToLong(Done::nanos).sorted().toArray());
        }

        double perSecond() {
            return charges / seconds;
        }

        /** The time, in milliseconds, that so many percent of the calls did not exceed. */
        double millis(int percent) {
            return nanos.length == 0 ? 0 : nanos[Math.min(nanos.length - 1, nanos.length * percent / 100)] / 1e6;
        }
    }
}
