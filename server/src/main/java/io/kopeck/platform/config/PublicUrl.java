package io.kopeck.platform.config;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where customers reach this server: {@code PUBLIC_URL}, by default this machine. */
@Component
public final class PublicUrl {

    private final Environment environment;

    PublicUrl(Environment environment) {
        this.environment = environment;
    }

    /** The absolute URL of a path that begins with a slash. */
    public String resolve(String path) {
        var configured = environment.getProperty("PUBLIC_URL", "").strip();
        var port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        var base = configured.isEmpty() ? "http://127.0.0.1:" + port : configured.replaceAll("/+$", "");
        return base + path;
    }
}
