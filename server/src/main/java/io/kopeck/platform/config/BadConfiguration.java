package io.kopeck.platform.config;

import java.util.List;

/** The configuration cannot be run with; the message lists everything that has to be set or changed. */
public final class BadConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadConfiguration(List<String> problems) {
        super("The configuration is not complete:\n  - " + String.join("\n  - ", problems));
    }
}
