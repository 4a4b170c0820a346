package io.kopeck.sandbox.control;

import io.kopeck.sandbox.acquirer.Acquirer;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.SandboxClock;
import io.kopeck.sandbox.engine.Webhooks;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /control/webhooks}. */
final class WebhookCalls {

    private static final Duration FLUSH_WAIT = Duration.ofSeconds(30);

    private final Webhooks webhooks;
    private final SandboxClock clock;
    private final Acquirers acquirers;

    WebhookCalls(Webhooks webhooks, SandboxClock clock, Acquirers acquirers) {
        this.webhooks = webhooks;
        this.clock = clock;
        this.acquirers = acquirers;
    }

    Answer log() {
        var log = Json.object().put("paused", webhooks.isPaused());
        var deliveries = log.putArray("deliveries");
        webhooks.recent().forEach(shown -> deliveries.add(toWire(shown)));
        return Answer.json(200, log);
    }

    Answer pause() {
        webhooks.pause();
        return Answer.json(200, Json.object().put("paused", true));
    }

    Answer resume() {
        webhooks.resume();
        return Answer.json(200, Json.object().put("paused", false));
    }

    Answer replay(Call call) {
        return Answer.json(200, Json.object().put("queued", webhooks.replay(Input.of(call, "payment_id").text("payment_id"))));
    }

    Answer flush() {
        return switch (webhooks.flush(FLUSH_WAIT)) {
            case IDLE -> Answer.json(200, Json.object().put("idle", true));
            case PAUSED -> throw ControlError.conflict("deliveries are paused and some are waiting; resume first");
            case TIMED_OUT -> throw ControlError.timedOut("some notifications are still not acknowledged; see GET /control/webhooks");
        };
    }

    /** A forged notification. */
    Answer send(Call call) {
        var input = Input.of(call, "event", "object", "source", "type", "provider");
        var provider = input.has("provider") ? input.requiredText("provider") : "yookassa";
        var acquirer = acquirers.named(provider);
        var event = input.requiredText("event");
        var object = input.raw("object");
        if (object == null) {
            throw ControlError.bad("object is required");
        }
        Acquirer.Forged forged;
        try {
            forged = acquirer.forged(event, object, input.text("type"));
        } catch (IllegalArgumentException e) {
            throw ControlError.bad(String.valueOf(e.getMessage()));
        }
        var source = input.text("source");
        var headers = new HashMap<>(forged.headers());
        if (source != null) {
            headers.put("X-Forwarded-For", source);
        }
        webhooks.send(List.of(new Notification(0, provider, event, forged.objectId(), null, clock.now(), forged::body, headers)));
        return Answer.json(202, Json.object().put("queued", 1));
    }

    private static ObjectNode toWire(Webhooks.Shown shown) {
        var node = Json.object().put("n", shown.seq()).put("provider", shown.provider()).put("event", shown.event())
                .put("object_id", shown.objectId()).put("payment_id", shown.paymentId()).put("copy", shown.copy())
                .put("status", shown.status()).put("tries", shown.tries()).put("raised_at", shown.raisedAt().toString());
        if (shown.lastHttpStatus() != null) {
            node.put("last_status", shown.lastHttpStatus());
        }
        if (shown.lastError() != null) {
            node.put("last_error", shown.lastError());
        }
        if (shown.nextTryAt() != null) {
            node.put("next_try_at", shown.nextTryAt().toString());
        }
        return node;
    }
}
