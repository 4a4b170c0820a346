package io.kopeck.sandbox.control;

import io.kopeck.sandbox.acquirer.Acquirer;
import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** {@code /control/book}: written piece by piece, because a benchmark's book has a million entries. */
final class BookCalls {

    private final Acquirers acquirers;

    BookCalls(Acquirers acquirers) {
        this.acquirers = acquirers;
    }

    Answer show(Call call) {
        var query = call.queryFields();
        var provider = query.get("provider");
        if (provider == null) {
            throw ControlError.notAllowed("provider", "(none)", acquirers.names());
        }
        var acquirer = acquirers.named(provider);
        long after = number(query, "after", 0, Long.MAX_VALUE);
        int limit = (int) number(query, "limit", Integer.MAX_VALUE, Integer.MAX_VALUE);
        var page = acquirer.book().page(after, limit);
        return new Answer.Streamed(200, Json.HEADERS, out -> {
            try (var json = Json.MAPPER.createGenerator(out)) {
                write(json, acquirer, page.entries(), page.totals());
            }
        });
    }

    private static long number(Map<String, String> query, String name, long otherwise, long max) {
        var text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,10}")) {
            throw ControlError.bad(name + " must be a whole number");
        }
        return Math.min(Long.parseLong(text), max);
    }

    private static void write(JsonGenerator json, Acquirer acquirer, List<Book.Entry> entries, Book.Totals totals) {
        json.writeStartObject();
        json.writeStringProperty("provider", acquirer.name());
        json.writeArrayPropertyStart("entries");
        entries.forEach(entry -> write(json, entry));
        json.writeEndArray();
        json.writeObjectPropertyStart("totals");
        json.writeStringProperty("charged", Money.decimal(totals.chargedMinor()));
        json.writeStringProperty("refunded", Money.decimal(totals.refundedMinor()));
        json.writeStringProperty("charged_back", Money.decimal(totals.chargedBackMinor()));
        json.writeStringProperty("net", Money.decimal(totals.netMinor()));
        json.writeNumberProperty("count", totals.count());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Book.Entry entry) {
        json.writeStartObject();
        json.writeNumberProperty("n", entry.n());
        json.writeStringProperty("kind", entry.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("payment_id", entry.paymentId());
        if (entry.refundId() != null) {
            json.writeStringProperty("refund_id", entry.refundId());
        }
        json.writeStringProperty("amount", entry.amount().decimal());
        json.writeStringProperty("currency", entry.amount().currency());
        json.writeStringProperty("reference", entry.reference());
        json.writeObjectPropertyStart("metadata");
        entry.metadata().forEach(json::writeStringProperty);
        json.writeEndObject();
        if (entry.paymentMethodId() != null) {
            json.writeStringProperty("payment_method_id", entry.paymentMethodId());
        }
        json.writeBooleanProperty("recurring", entry.recurring());
        json.writeStringProperty("at", entry.at().toString());
        json.writeEndObject();
    }
}
