package io.kopeck.commands.internal;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** A command logs errors only, in its own process. Here it shares one with other tests, so the level is put back. */
public final class QuietCommands implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        LoggingSystem.get(QuietCommands.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }
}
