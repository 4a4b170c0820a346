package io.kopeck.crash;

import io.kopeck.platform.crash.CrashPoint;
import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.testing.Http;
import io.kopeck.testing.Installation;
import io.kopeck.testing.Platform;
import io.kopeck.testing.SandboxControl;
import io.kopeck.testing.TestPostgres;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox and a database that outlive every server: an armed one, which is killed, and an unarmed one, with which the
 * customers' stories begin and which is started again after each crash.
 */
final class World implements Installation, AutoCloseable {

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final TestPostgres.Database database = TestPostgres.fresh();
    private Platform server = start();
    private @Nullable ArmedServer armed;

    private Platform start() {
        return Platform.on(sandbox, database, Map.of("PUBLIC_URL", "http://127.0.0.1:1"));
    }

    /** Begins to start a server that dies at the point, unless one is on its way already. */
    void arm(CrashPoint point) {
        if (armed == null || armed.point() != point) {
            disarm();
            armed = ArmedServer.start(sandbox, database, point);
        }
    }

    /** The armed server, ready to be asked. */
    ArmedServer armed() {
        if (armed == null) {
            throw new IllegalStateException("no server is armed");
        }
        armed.awaitReady();
        return armed;
    }

    /** Forgets the armed server, which has died. */
    void disarm() {
        if (armed != null) {
            armed.close();
            armed = null;
        }
    }

    /** Starts the server again, without anything that is to kill it. The acquirer's notifications wait for it. */
    void restart() {
        control("/control/webhooks/pause");
        server.close();
        server = start();
        control("/control/webhooks/resume");
    }

    private void control(String path) {
        sandbox().http().post(path, Map.of()).expect(200);
    }

    void advance(Duration distance) {
        http().post("/sandbox/clock", Map.of("advance", distance.toString())).expect(200);
    }

    @Override
    public Http http() {
        return server.http();
    }

    @Override
    public SandboxControl sandbox() {
        return new SandboxControl(sandbox.baseUri());
    }

    @Override
    public TestPostgres.Database database() {
        return database;
    }

    @Override
    public void settleDown() {
        server.settleDown();
    }

    @Override
    public void close() {
        disarm();
        server.close();
        sandbox.close();
    }
}
