package io.kopeck.sandbox;

import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** The sandbox as a program, configured by environment variables ({@code README.md} lists them). */
public final class SandboxMain {

    private SandboxMain() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        SandboxOptions options;
        try {
            var environment = new Environment(System.getenv());
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", environment.logLevel());
            options = environment.options();
        } catch (IllegalArgumentException e) {
            System.err.println("sandbox: " + e.getMessage());
            System.exit(2);
            return;
        }
        try {
            long startedAt = System.nanoTime();
            var sandbox = Sandbox.start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
            System.out.println("sandbox: " + sandbox.baseUri() + " smtp=" + sandbox.smtpPort() + " shop=" + options.shopId() + " data="
                    + (options.dataDir() == null ? "memory" : options.dataDir()) + " webhooks=" + options.webhookUrl() + " started_in_ms="
                    + (System.nanoTime() - startedAt) / 1_000_000);
            System.out.flush();
            new CountDownLatch(1).await();
        } catch (UncheckedIOException e) {
            System.err.println("sandbox: cannot start on port " + options.port() + ", smtp port " + options.smtpPort() + ": " + e.getCause().getMessage());
            System.exit(1);
        } catch (IllegalStateException e) {
            System.err.println("sandbox: " + e.getMessage());
            System.exit(1);
        }
    }
}
