package io.kopeck.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What one package logs from here on. */
public final class LogLines implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    public LogLines(String packageName) {
        logger = (Logger) LoggerFactory.getLogger(packageName);
        appender.start();
        logger.addAppender(appender);
    }

    /** The lines that begin so. */
    public List<String> of(String start) {
        return lines.stream().filter(line -> line.startsWith(start)).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
