package io.kopeck.platform.config;

import java.net.URI;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Whether the server talks to sandboxes or to real acquirers.
 *
 * <p>Sandbox mode is on only when every provider URL is on loopback. With {@code ENV=production} a loopback provider
 * URL stops the start.
 */
@Component
public final class Mode {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final boolean sandbox;
    private final boolean production;

    Mode(Environment environment) {
        var urls = ProviderSettings.ALL.stream().map(provider -> URI.create(environment.getProperty(provider.url(), ""))).toList();
        this.production = "production".equals(environment.getProperty("ENV"));
        this.sandbox = !production && urls.stream().allMatch(Mode::isLoopback);
    }

    public boolean isSandbox() {
        return sandbox;
    }

    public boolean isProduction() {
        return production;
    }

    /** Whether the URL's host is this machine. */
    public static boolean isLoopback(URI url) {
        return url.getHost() != null && LOOPBACK.contains(url.getHost());
    }
}
