package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.ChargeReference;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Our number of one attempt in the provider's {@code InvoiceId}. The provider lets it repeat and finds the last operation
 * with it, so that every attempt has one of its own.
 */
record Invoice(UUID paymentId, int attempt) {

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([1-9]\\d{0,2})");

    static Invoice of(ChargeReference reference) {
        return new Invoice(reference.paymentId(), reference.attempt());
    }

    /** The number read back; null when it is not one of ours. */
    static @Nullable Invoice fromWire(@Nullable String text) {
        var form = FORM.matcher(text == null ? "" : text);
        return form.matches() ? new Invoice(UUID.fromString(form.group(1)), Integer.parseInt(form.group(2))) : null;
    }

    String toWire() {
        return paymentId + "-" + attempt;
    }
}
