package io.kopeck.wallets.internal;

import io.kopeck.wallets.Charge;
import io.kopeck.wallets.ChargeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Where charges queue up: a few lanes, each applying all that has come while it was busy in one statement. A charge that
 * finds its lane free is applied at once and alone; several wait a moment for more. Charges of one wallet take the same lane,
 * so that a wallet in great demand has its charges applied by the hundred instead of waiting for each other.
 */
@Component
public final class ChargeDesk implements SmartLifecycle {

    static final int LANES = 2;

    /** So many charges wait in a lane; more are turned away. */
    static final int QUEUE_MAX = 10_000;

    static final int BATCH_MAX = 100;

    /** So long the first ones of a batch wait for more: fewer statements and commits then carry the same charges. */
    private static final Duration LINGER = Duration.ofMillis(1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(ChargeDesk.class);

    private final ChargeStore store;
    private final List<Lane> lanes = Stream.generate(Lane::new).limit(LANES).toList();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean running;

    ChargeDesk(ChargeStore store) {
        this.store = store;
    }

    /** Applies charges and waits for all of their answers, which come in the order given. */
    public List<ChargeResult> apply(List<Charge> charges) {
        var waiting = charges.stream().map(this::enqueue).toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var results = new ArrayList<ChargeResult>(waiting.size());
        for (var one : waiting) {
            results.add(await(one, deadline));
        }
        return results;
    }

    private CompletableFuture<ChargeResult> enqueue(Charge charge) {
        var wallet = charge.wallet().value();
        var lane = lanes.get(Math.floorMod(wallet.hashCode(), LANES));
        var waiting = new Waiting(charge, new CompletableFuture<>());
        if (!running || !lane.queue.offer(waiting)) {
            waiting.answer.complete(new ChargeResult.Delayed());
        }
        return waiting.answer;
    }

    private static ChargeResult await(CompletableFuture<ChargeResult> answer, long deadline) {
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new ChargeResult.Delayed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ChargeResult.Delayed();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void start() {
        running = true;
        lanes.forEach(lane -> workers.add(Thread.ofPlatform().name("charges").start(lane)));
    }

    /** What waits is still applied; nothing new is taken. */
    @Override
    public void stop() {
        running = false;
        try {
            for (var worker : workers) {
                worker.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Begins before the web server takes requests, and ends after it. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** A charge and who waits for its answer. */
    private record Waiting(Charge charge, CompletableFuture<ChargeResult> answer) {

        Task task() {
            return new Task(charge.wallet().value(), charge.taskId());
        }
    }

    /** What a charge is the only one of. */
    private record Task(UUID wallet, String id) {}

    /** One queue and the thread that works it off. */
    private final class Lane implements Runnable {

        private static final Duration IDLE = Duration.ofMillis(200);

        private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE_MAX);

        @Override
        public void run() {
            while (running || !queue.isEmpty()) {
                try {
                    var first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                    if (first != null) {
                        serve(first);
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private void serve(Waiting first) {
            var batch = new ArrayList<Waiting>(BATCH_MAX);
            batch.add(first);
            queue.drainTo(batch, BATCH_MAX - 1);
            if (batch.size() > 1 && batch.size() < BATCH_MAX) {
                LockSupport.parkNanos(LINGER.toNanos());
                queue.drainTo(batch, BATCH_MAX - batch.size());
            }
            var byTask = new LinkedHashMap<Task, List<Waiting>>();
            batch.forEach(waiting -> byTask.computeIfAbsent(waiting.task(), _ -> new ArrayList<>(1)).add(waiting));
            try {
                answer(byTask.values().stream().toList());
            } catch (DataIntegrityViolationException e) {
                log.warn("event=charges_taken_apart size={}", byTask.size(), e);
                byTask.values().forEach(this::answerAlone);
            } catch (RuntimeException e) {
                batch.forEach(waiting -> waiting.answer.completeExceptionally(e));
            }
        }

        private void answerAlone(List<Waiting> same) {
            try {
                answer(List.of(same));
            } catch (RuntimeException e) {
                same.forEach(waiting -> waiting.answer.completeExceptionally(e));
            }
        }

        private void answer(List<List<Waiting>> tasks) {
            var results = store.apply(tasks.stream().map(same -> same.getFirst().charge).toList());
            for (int i = 0; i < tasks.size(); i++) {
                var result = results.get(i);
                tasks.get(i).forEach(waiting -> waiting.answer.complete(result));
            }
        }
    }
}
