package io.kopeck.access.internal;

import io.kopeck.platform.config.BadConfiguration;
import io.kopeck.platform.config.Secret;
import io.kopeck.platform.http.NoAnswer;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The operator's own auth service (seed A): told by a signed HTTP call who gets and who loses a role.
 *
 * <p>{@code POST AUTH_URL} with {@code {"customer_id", "role_id", "action": "grant" | "revoke"}}, signed after the
 * Standard Webhooks convention with {@code AUTH_SECRET}. Any 2xx is an acknowledgement; the call is repeated until then, so
 * the service treats it as "make it so". {@code SUBSCRIBER_ROLE_ID} names the role.
 */
@Component
class AuthService {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(AuthService.class);

    private final Environment environment;
    private final OutboundHttp http;
    private final JsonMapper json;
    private final Clock clock;
    private final String url;
    private final Secret secret;

    AuthService(Environment environment, OutboundHttp http, JsonMapper json, Clock clock) {
        this.environment = environment;
        this.http = http;
        this.json = json;
        this.clock = clock;
        this.url = environment.getProperty("AUTH_URL", "").strip();
        this.secret = new Secret(environment.getProperty("AUTH_SECRET", ""));
        if (!url.isEmpty() && secret.reveal().length() < 16) {
            throw new BadConfiguration(List.of("AUTH_SECRET (16 characters or more) signs the calls to AUTH_URL"));
        }
    }

    boolean isConfigured() {
        return !url.isEmpty();
    }

    /**
     * Tells the service.
     *
     * @param roleSetting the configuration name that holds the role's id there
     * @return whether it acknowledged
     */
    boolean tell(UUID customer, String roleSetting, boolean grant) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("customer_id", customer);
        fields.put("role_id", environment.getProperty(roleSetting, roleSetting));
        fields.put("action", grant ? "grant" : "revoke");
        var body = json.writeValueAsString(fields);
        var id = "msg_" + UUID.randomUUID();
        var timestamp = Long.toString(clock.instant().getEpochSecond());
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + signature(id + "." + timestamp + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status = http.send(request).status();
            if (status / 100 == 2) {
                return true;
            }
            log.warn("event=auth_service_refused status={}", status);
        } catch (NoAnswer e) {
            log.warn("event=auth_service_silent cause={}", e.kind());
        }
        return false;
    }

    private String signature(String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
