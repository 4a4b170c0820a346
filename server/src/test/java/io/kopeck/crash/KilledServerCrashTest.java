package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.platform.crash.CrashPoint;
import io.kopeck.testing.Books;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real server process is killed with SIGKILL at each point around money of each scenario. After a new start and a few
 * minutes everything has happened exactly once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledServerCrashTest {

    /** The first question about a call that never ended comes after two minutes. */
    private static final Duration RECONCILED = Duration.ofMinutes(3);

    private final List<Crash> crashes = Arrays.stream(Scenario.values())
            .flatMap(scenario -> scenario.points().stream().map(point -> new Crash(scenario, point)))
            .toList();
    private World world;

    @BeforeAll
    void createWorld() {
        world = new World();
    }

    @AfterAll
    void closeWorld() {
        world.close();
    }

    List<Crash> crashes() {
        return crashes;
    }

    @Test
    void everyPointIsPassedBySomeScenario() {
        assertThat(crashes.stream().map(Crash::point).collect(Collectors.toSet())).containsExactlyInAnyOrder(CrashPoint.values());
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void chargesExactlyOnceAfterCrash(Crash crash) {
        var story = crash.scenario().story();
        world.arm(crash.point());
        story.before(world);

        var armed = world.armed();
        breakOff(() -> story.during(armed));
        armed.expectKilled();
        world.disarm();
        armForNext(crash);
        world.restart();
        story.after(world);
        world.advance(RECONCILED);

        story.expectDone(world);
        Books.expectEqualAndAtRest(world);
    }

    /** The next test's server starts while this one's story goes on. */
    private void armForNext(Crash crash) {
        int next = crashes.indexOf(crash) + 1;
        if (next < crashes.size()) {
            world.arm(crashes.get(next).point());
        }
    }

    /** A call to a server that dies ends without an answer. */
    private static void breakOff(Runnable call) {
        try {
            call.run();
        } catch (UncheckedIOException e) {
            assertThat(e).as("a call to the armed server").hasMessageNotContaining("/control/");
        }
    }

    /** A point at which the server dies in a scenario. */
    record Crash(Scenario scenario, CrashPoint point) {

        @Override
        public String toString() {
            return scenario + " at " + point;
        }
    }
}
