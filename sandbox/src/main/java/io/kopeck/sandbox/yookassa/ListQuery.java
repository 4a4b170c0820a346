package io.kopeck.sandbox.yookassa;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The query of a list call (reference, 5.7): filters, a limit of 1 to 100, ten by default, and a cursor. */
final class ListQuery {

    private static final int LIMIT_DEFAULT = 10;
    private static final int LIMIT_MAX = 100;
    private static final Duration TICK = Duration.ofMillis(1);

    private final Map<String, String> query;

    ListQuery(Map<String, String> query) {
        this.query = query;
    }

    Shelf.Page<Payment> payments(Shelf<Payment> shelf) {
        var captured = between("captured_at");
        boolean byCapture = query.keySet().stream().anyMatch(name -> name.startsWith("captured_at."));
        var methodType = query.get("payment_method");
        return page(shelf, Set.of("pending", "waiting_for_capture", "succeeded", "canceled"), payment -> {
            var at = payment.capturedAt();
            var method = payment.method();
            return (!byCapture || (at != null && !at.isBefore(captured.from()) && !at.isAfter(captured.to())))
                    && (methodType == null || (method != null && method.type().equals(methodType)));
        });
    }

    Shelf.Page<Refund> refunds(Shelf<Refund> shelf) {
        return page(shelf, Set.of("pending", "succeeded", "canceled"), equal("payment_id", Refund::paymentId));
    }

    Shelf.Page<Receipt> receipts(Shelf<Receipt> shelf) {
        Predicate<Receipt> ofPayment = equal("payment_id", r -> r.refundId() == null ? r.paymentId() : null);
        return page(shelf, Set.of("pending", "succeeded", "canceled"), ofPayment.and(equal("refund_id", Receipt::refundId)));
    }

    private <T extends Stored> Predicate<T> equal(String parameter, Function<T, @Nullable String> value) {
        var wanted = query.get(parameter);
        return wanted == null ? _ -> true : object -> wanted.equals(value.apply(object));
    }

    private <T extends Stored> Shelf.Page<T> page(Shelf<T> shelf, Set<String> statuses, Predicate<T> filter) {
        var status = query.get("status");
        if (status != null && !statuses.contains(status)) {
            throw ApiError.invalid("status", "Unknown value");
        }
        var page = shelf.page(between("created_at"), filter.and(object -> status == null || status.equals(object.statusName())), limit(),
                query.get("cursor"));
        if (page == null) {
            throw ApiError.invalid("cursor", "Unknown cursor");
        }
        return page;
    }

    private int limit() {
        var text = query.get("limit");
        if (text == null) {
            return LIMIT_DEFAULT;
        }
        int limit = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            throw ApiError.invalid("limit", "Must be 1 to " + LIMIT_MAX);
        }
        return limit;
    }

    private Shelf.Created between(String field) {
        var from = Shelf.Created.ANY.from();
        var to = Shelf.Created.ANY.to();
        from = later(from, instant(field + ".gte"));
        var after = instant(field + ".gt");
        from = later(from, after == null ? null : after.plus(TICK));
        to = earlier(to, instant(field + ".lte"));
        var before = instant(field + ".lt");
        to = earlier(to, before == null ? null : before.minus(TICK));
        return new Shelf.Created(from, to);
    }

    private static Instant later(Instant a, @Nullable Instant b) {
        return b == null || b.isBefore(a) ? a : b;
    }

    private static Instant earlier(Instant a, @Nullable Instant b) {
        return b == null || b.isAfter(a) ? a : b;
    }

    private @Nullable Instant instant(String parameter) {
        var text = query.get(parameter);
        if (text == null) {
            return null;
        }
        try {
            // a plus sign of an offset arrives as a space when the client did not escape it
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw ApiError.invalid(parameter, "Must be a date and time in ISO 8601");
        }
    }
}
