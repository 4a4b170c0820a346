package io.kopeck.platform.time;

import io.kopeck.platform.config.Mode;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one {@link Clock} bean, and in sandbox mode the follower that keeps it equal on all nodes. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

    private static final Logger log = LoggerFactory.getLogger(TimeConfiguration.class);
    private static final long REFRESH_MILLIS = 250;

    @Bean
    OffsetClock clock() {
        return new OffsetClock();
    }

    @Bean
    ClockOffset clockOffset(DSLContext db, OffsetClock clock, Mode mode) {
        var offset = new ClockOffset(db, clock);
        if (mode.isSandbox()) {
            offset.refresh();
        }
        return offset;
    }

    @Bean
    ClockFollower clockFollower(ClockOffset offset, Mode mode) {
        return new ClockFollower(offset, mode);
    }

    /** Reads the offset a few times a second in sandbox mode; does nothing otherwise. */
    static final class ClockFollower implements DisposableBean {

        private final ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("clock-follower").factory());

        ClockFollower(ClockOffset offset, Mode mode) {
            if (mode.isSandbox()) {
                timer.scheduleWithFixedDelay(() -> follow(offset), REFRESH_MILLIS, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        private static void follow(ClockOffset offset) {
            try {
                offset.refresh();
            } catch (RuntimeException e) {
                log.debug("event=clock_refresh_failed cause={}", e.toString());
            }
        }

        @Override
        public void destroy() {
            timer.shutdownNow();
        }
    }
}
