package io.kopeck.commands.internal;

import io.kopeck.platform.config.Mode;
import io.kopeck.platform.config.PublicUrl;
import java.net.URI;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells the person who started the server where to look, once it answers ({@code KOPECK_BANNER=true}). */
@Component
@ConditionalOnBooleanProperty("kopeck.banner")
class StartBanner {

    private final Environment environment;
    private final PublicUrl publicUrl;
    private final Mode mode;

    StartBanner(Environment environment, PublicUrl publicUrl, Mode mode) {
        this.environment = environment;
        this.publicUrl = publicUrl;
        this.mode = mode;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        System.out.println(mode.isSandbox() ? forSandbox() : """

                kopeck is running at %s
                """.formatted(publicUrl.resolve("/")));
    }

    private String forSandbox() {
        var admin = environment.getProperty("SUPERUSER_EMAIL", "admin@kopeck.local");
        boolean given = !environment.getProperty("SUPERUSER_PASSWORD", "").isEmpty();
        return """

                  kopeck is running, in sandbox mode: no real money moves.

                    server             %s
                    API documentation  %s
                    public keys        %s
                    checkout sandbox   %s
                    time machine       %s

                    administrator      %s, password %s
                    demo customer      demo@kopeck.local, password demo-kopeck

                  Ctrl-C stops it.
                """.formatted(
                publicUrl.resolve("/"), publicUrl.resolve("/api/docs"), publicUrl.resolve("/.well-known/jwks.json"),
                origin(environment.getRequiredProperty("YOOKASSA_API_URL")) + "/", publicUrl.resolve("/sandbox"), admin,
                given ? "as in SUPERUSER_PASSWORD at the first start" : "printed once, at the first start");
    }

    private static String origin(String url) {
        var uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
