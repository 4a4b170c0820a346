package io.kopeck.api.webhooks;

import io.kopeck.payments.Webhooks;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Notifications from acquirers: acknowledged as each demands; 403 for what does not come from them. */
@RestController
@Tag(name = "Webhooks")
class WebhookController {

    private final Webhooks webhooks;

    WebhookController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @PostMapping("/api/v1/webhooks/{provider}")
    @Operation(summary = "Takes a notification of an acquirer")
    ResponseEntity<String> receive(@PathVariable String provider, HttpServletRequest request) throws IOException {
        return receive(provider, "", request);
    }

    @RequestMapping(path = "/api/v1/webhooks/{provider}/{kind}", method = {RequestMethod.GET, RequestMethod.POST})
    @Operation(summary = "Takes a notification of an acquirer that has an address for each kind")
    ResponseEntity<String> receive(@PathVariable String provider, @PathVariable String kind, HttpServletRequest request)
            throws IOException {
        var body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var query = request.getQueryString() == null ? "" : request.getQueryString();
        var webhook = new InboundWebhook(request.getMethod(), kind, query, headers(request), request.getRemoteAddr(), body);
        return webhooks.receive(provider, webhook)
                .map(answer -> ResponseEntity.status(answer.status())
                        .contentType(MediaType.parseMediaType(answer.contentType()))
                        .body(answer.body()))
                .orElseThrow(() -> Problem.forbidden("webhook_refused", "The notification does not come from the acquirer"));
    }

    /** Seed D's health check of the webhook. */
    @GetMapping("/api/v1/yookassa/health")
    @Operation(summary = "Whether notifications are taken, and how many wait")
    Map<String, Object> health() {
        return Map.of("status", "ok", "waiting", webhooks.waiting());
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        var headers = new TreeMap<String, List<String>>();
        for (var name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        return headers;
    }
}
