package io.kopeck.platform.jobs;

import io.kopeck.platform.tx.Transactions;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All recurring jobs by name: wakes them after commits, and runs them to rest for the time machine and the tests. */
@Component
public final class Jobs implements DisposableBean {

    private static final int ROUNDS_MAX = 10_000;
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    private final ObjectProvider<Job> beans;
    private final JobsProperties properties;
    private final Set<String> woken = ConcurrentHashMap.newKeySet();
    private final ExecutorService wakers = Executors.newVirtualThreadPerTaskExecutor();

    Jobs(ObjectProvider<Job> beans, JobsProperties properties) {
        this.beans = beans;
        this.properties = properties;
    }

    /**
     * Runs the job soon after the current transaction commits, on this node. Only a hint: the job's own interval finds
     * the work anyway, so a wake lost to a crash loses nothing.
     */
    public void wakeAfterCommit(String job) {
        if (properties.enabled()) {
            Transactions.afterCommit(() -> wake(job));
        }
    }

    /** Runs one job now, on this thread, and returns how many items it handled. */
    public int run(String name) {
        return all().stream().filter(job -> job.name().equals(name)).mapToInt(Job::runOnce).sum();
    }

    /**
     * Runs every job, again and again, until none finds work.
     *
     * @return how many items each job handled
     * @throws IllegalStateException when they do not come to rest within {@value #ROUNDS_MAX} rounds
     */
    public Map<String, Integer> runToRest() {
        var handled = new LinkedHashMap<String, Integer>();
        for (int round = 0; round < ROUNDS_MAX; round++) {
            int total = 0;
            for (var job : all()) {
                int count = job.runOnce();
                if (count > 0) {
                    handled.merge(job.name(), count, Integer::sum);
                }
                total += count;
            }
            if (total == 0) {
                return handled;
            }
        }
        throw new IllegalStateException("the jobs did not come to rest: " + handled);
    }

    /** The earliest moment strictly after the given one at which any job has work. */
    public Optional<Instant> nextDueAfter(Instant moment) {
        return all().stream()
                .map(Job::nextDue)
                .flatMap(Optional::stream)
                .filter(due -> due.isAfter(moment))
                .min(Comparator.naturalOrder());
    }

    List<Job> all() {
        return beans.stream().sorted(Comparator.comparing(Job::name)).toList();
    }

    private void wake(String name) {
        if (woken.add(name)) {
            wakers.submit(() -> {
                woken.remove(name);
                all().stream().filter(job -> job.name().equals(name)).forEach(Jobs::runLogged);
            });
        }
    }

    /** Runs a job once; a failure is logged and left to the next run. */
    static void runLogged(Job job) {
        try {
            int count = job.runOnce();
            if (count > 0) {
                log.debug("event=job_ran job={} handled={}", job.name(), count);
            }
        } catch (RuntimeException e) {
            log.warn("event=job_failed job={}", job.name(), e);
        }
    }

    @Override
    public void destroy() {
        wakers.shutdownNow();
    }
}
