package io.kopeck.api.sandbox;

import io.kopeck.platform.http.NoAnswer;
import io.kopeck.platform.http.OutboundHttp;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.platform.time.ClockOffset;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Moves time in sandbox mode: from one due moment to the next, the acquirer's clock along with ours, all work of each
 * moment done before the next. One journey at a time.
 */
@Component
public final class TimeMachine {

    /** The longest single journey. */
    public static final Duration ADVANCE_MAX = Duration.ofDays(400);

    private static final int STOPS_MAX = 100_000;
    private static final Logger log = LoggerFactory.getLogger(TimeMachine.class);

    private final ReentrantLock journey = new ReentrantLock();
    private final ClockOffset offset;
    private final Clock clock;
    private final Jobs jobs;
    private final OutboundHttp http;
    private final URI control;

    TimeMachine(ClockOffset offset, Clock clock, Jobs jobs, OutboundHttp http, Environment environment) {
        this.offset = offset;
        this.clock = clock;
        this.jobs = jobs;
        this.http = http;
        this.control = URI.create(environment.getRequiredProperty("YOOKASSA_API_URL")).resolve("/control/");
    }

    /**
     * Moves the clock forward and does everything that falls due on the way.
     *
     * @return how much each job did
     * @throws IllegalArgumentException when the distance is negative or above {@link #ADVANCE_MAX}
     */
    public Map<String, Integer> advance(Duration distance) {
        if (distance.isNegative() || distance.compareTo(ADVANCE_MAX) > 0) {
            throw new IllegalArgumentException("the clock advances by 0 to " + ADVANCE_MAX.toDays() + " days");
        }
        journey.lock();
        try {
            var done = new TreeMap<String, Integer>();
            var target = clock.instant().plus(distance);
            work(done);
            for (int stop = 0; clock.instant().isBefore(target); stop++) {
                var now = clock.instant();
                var due = jobs.nextDueAfter(now).filter(moment -> moment.isBefore(target));
                moveTo(stop < STOPS_MAX ? due.orElse(target) : target);
                work(done);
            }
            log.info("event=clock_advanced by={} now={} done={}", distance, clock.instant(), done);
            return done;
        } finally {
            journey.unlock();
        }
    }

    /** The present moment of the platform. */
    public Instant now() {
        return clock.instant();
    }

    private void moveTo(Instant moment) {
        if (clock.instant().isBefore(moment)) {
            offset.moveTo(moment);
        }
        post("clock", "{\"offset_ms\":" + offset.current().toMillis() + "}");
    }

    /** Jobs cause notifications and notifications cause work: both until nothing is left. */
    private void work(Map<String, Integer> done) {
        Map<String, Integer> round;
        do {
            round = jobs.runToRest();
            round.forEach((job, count) -> done.merge(job, count, Integer::sum));
            post("webhooks/flush", "{}");
        } while (!round.isEmpty());
    }

    private void post(String path, String body) {
        var request = HttpRequest.newBuilder(control.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status = http.send(request).status();
            if (status / 100 != 2) {
                log.warn("event=sandbox_control_refused path={} status={}", path, status);
            }
        } catch (NoAnswer e) {
            log.warn("event=sandbox_unreachable path={} cause={}", path, e.kind());
        }
    }
}
