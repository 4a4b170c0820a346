package io.kopeck.platform.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Triggers every {@link Job} at its interval, each on one node at a time, through db-scheduler. */
@Component
final class JobScheduler implements SmartLifecycle {

    private static final int THREADS = 4;

    private final Jobs jobs;
    private final JobsProperties properties;
    private final DataSource dataSource;
    private @Nullable Scheduler scheduler;

    JobScheduler(Jobs jobs, JobsProperties properties, DataSource dataSource) {
        this.jobs = jobs;
        this.properties = properties;
        this.dataSource = dataSource;
    }

    @Override
    public synchronized void start() {
        if (!properties.enabled() || scheduler != null) {
            return;
        }
        var tasks = jobs.all().stream().map(JobScheduler::task).toList();
        var created = Scheduler.create(dataSource)
                .tableName("platform.scheduled_task")
                .startTasks(tasks)
                .threads(THREADS)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(10))
                .shutdownMaxWait(Duration.ofSeconds(5))
                .build();
        created.start();
        scheduler = created;
    }

    private static RecurringTask<Void> task(Job job) {
        return Tasks.recurring(job.name(), FixedDelay.of(job.interval())).execute((_, _) -> Jobs.runLogged(job));
    }

    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.stop();
            scheduler = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }
}
