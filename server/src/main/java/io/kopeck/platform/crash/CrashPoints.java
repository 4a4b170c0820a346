package io.kopeck.platform.crash;

import io.kopeck.platform.config.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Kills this process with SIGKILL at the point named by {@code KOPECK_CRASH_AT}, in sandbox mode only.
 *
 * <p>A point is passed in production code as {@code crash.pass(CHARGE_AFTER_CALL)}; unless armed that compares one field.
 */
@Component
public final class CrashPoints {

    private static final Logger log = LoggerFactory.getLogger(CrashPoints.class);

    private final @Nullable CrashPoint armed;

    CrashPoints(Environment environment, Mode mode) {
        var name = environment.getProperty("KOPECK_CRASH_AT", "");
        this.armed = name.isEmpty() || !mode.isSandbox() ? null : CrashPoint.valueOf(name);
    }

    /** Does nothing, or does not return. */
    public void pass(CrashPoint point) {
        if (point == armed) {
            log.warn("event=crash_point point={}", point);
            kill();
        }
    }

    private static synchronized void kill() {
        try {
            new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start().waitFor();
            Runtime.getRuntime().halt(137);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(137);
        }
    }
}
