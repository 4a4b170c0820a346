package io.kopeck.commands.internal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/** Starts the server. */
public final class RunCommand {

    /** These tell of a failed start before the failure itself is told, once and in full, by {@link Failures} or Boot. */
    private static final Map<String, Object> SILENT_ON_FAILURE = Map.of(
            "logging.level.org.springframework.boot.tomcat.servlet.DeferredServletContainerInitializers", "OFF",
            "logging.level.org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext",
            "ERROR",
            "logging.level.org.springframework.boot.autoconfigure.logging.ConditionEvaluationReportLogger", "WARN");

    private RunCommand() {}

    /** Returns when the server runs; a failed start ends the process with 1. */
    public static void start(Class<?> application, String... arguments) {
        var server = new SpringApplication(application);
        server.setDefaultProperties(SILENT_ON_FAILURE);
        server.addListeners((ApplicationListener<ApplicationEnvironmentPreparedEvent>) RunCommand::refuseUsedPort);
        try {
            server.run(arguments);
        } catch (RuntimeException e) {
            // Spring Boot has told or logged it.
            System.exit(1);
        }
    }

    /** Looks before anything is started; the web server itself would notice only at the very end. */
    private static void refuseUsedPort(ApplicationEnvironmentPreparedEvent event) {
        var environment = event.getEnvironment();
        int port = environment.getProperty("server.port", Integer.class, 8080);
        if (port <= 0) {
            return;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            var address = environment.getProperty("server.address", "");
            socket.bind(address.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (BindException e) {
            throw new Refused(portInUse(port));
        } catch (IOException e) {
            throw new Refused("cannot listen on port " + port + ": " + e.getMessage());
        }
    }

    static String portInUse(int port) {
        return "port " + port + " cannot be used: another program has it, or it is not ours to take. PORT=" + (port + 1)
                + " chooses another";
    }
}
