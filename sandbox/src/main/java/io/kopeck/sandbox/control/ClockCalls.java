package io.kopeck.sandbox.control;

import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.SandboxClock;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** {@code /control/clock}. */
final class ClockCalls {

    private static final long OFFSET_MAX_MS = Duration.ofDays(36_500).toMillis();

    private final TimeMachine time;

    ClockCalls(TimeMachine time) {
        this.time = time;
    }

    Answer show() {
        return Answer.json(200, reading(time.now()));
    }

    Answer move(Call call) {
        var input = Input.of(call, "advance", "now", "offset_ms");
        var advance = input.text("advance");
        var now = input.text("now");
        var offset = input.number("offset_ms", -OFFSET_MAX_MS, OFFSET_MAX_MS);
        if ((advance == null ? 0 : 1) + (now == null ? 0 : 1) + (offset == null ? 0 : 1) != 1) {
            throw ControlError.bad("give exactly one of advance, now, offset_ms");
        }
        TimeMachine.Moved moved;
        if (offset != null) {
            moved = time.moveToOffset(offset);
        } else if (advance != null) {
            moved = time.moveBy(duration(advance));
        } else {
            moved = time.moveTo(bounded(instant(Objects.requireNonNull(now))));
        }
        return Answer.json(200, reading(moved.now()).put("expired", moved.expired()).put("webhooks", moved.webhooks()));
    }

    private ObjectNode reading(Instant now) {
        return Json.object().put("now", now.toString()).put("offset_ms", time.offsetMillis());
    }

    private static Instant bounded(Instant target) {
        if (target.isAfter(SandboxClock.LATEST)) {
            throw ControlError.bad("the clock goes no further than " + SandboxClock.LATEST);
        }
        return target;
    }

    /** A duration such as PT1H or P1DT2H, or a period such as P1M. */
    private Duration duration(String amount) {
        var now = time.now();
        try {
            var duration = amount.matches("P[^T]*[YMW].*") ? Duration.between(now, now.atZone(ZoneOffset.UTC).plus(Period.parse(amount)).toInstant())
                    : Duration.parse(amount);
            bounded(now.plus(duration));
            return duration;
        } catch (DateTimeException | ArithmeticException e) {
            throw ControlError.bad("advance must be an ISO 8601 duration such as P1DT2H or P1M");
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ControlError.bad("now must be an ISO 8601 date and time such as 2026-01-01T00:00:00Z");
        }
    }
}
