package io.kopeck.payments.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.internal.core.ReceiptLines;
import io.kopeck.payments.internal.core.ReceiptSchedule;
import io.kopeck.platform.time.Ids;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the receipt document of a settlement in the transaction that books it. Where the payment was made without a receipt,
 * nothing is written: none is required.
 */
@Component
class ReceiptDocuments {

    private static final ZoneId OTHERWISE = ZoneId.of("Europe/Moscow");

    private final ReceiptStore receipts;
    private final Acquirers acquirers;
    private final Catalog catalog;
    private final Ids ids;

    ReceiptDocuments(ReceiptStore receipts, Acquirers acquirers, Catalog catalog, Ids ids) {
        this.receipts = receipts;
        this.acquirers = acquirers;
        this.catalog = catalog;
        this.ids = ids;
    }

    /** Of money that the row's attempt took; the receipt went along with the charge where the acquirer takes it so. */
    void ofPayment(PaymentRow payment, Money amount, Instant now) {
        write(payment, payment.requireAttempt().number(), null, amount, ridesAlong(payment), now);
    }

    /**
     * Of money that went back. Where receipts go along with the money, this one did, or the acquirer made one out for what was
     * returned in its cabinet, so that it is asked first; a chargeback is the bank's doing, and nobody has made out a receipt.
     */
    void ofRefund(PaymentRow payment, RefundRow refund, Instant now) {
        boolean rode = ridesAlong(payment) && !refund.cause().equals(RefundCause.CHARGEBACK.wireName());
        write(payment, refund.attempt(), refund.id(), refund.amount(), rode, now);
    }

    private boolean ridesAlong(PaymentRow payment) {
        return acquirers.account(payment.account()).receiptsRideAlong();
    }

    private void write(PaymentRow payment, int attempt, @Nullable UUID refund, Money amount, boolean rode, Instant now) {
        if (payment.receipt() == null) {
            return;
        }
        var zone = catalog.product(new ProductCode(payment.product())).map(Product::zone).orElse(OTHERWISE);
        receipts.insertDue(new ReceiptRow(
                payment.customer(), ids.next(), payment.id(), attempt, refund, amount, ReceiptLines.forAmount(payment.receipt(), amount),
                "due", rode, 0, null, null, null, null, null, 0, ReceiptSchedule.dueBy(now, zone), null, now, now, null),
                rode ? ReceiptSchedule.afterAsking(0, now) : now);
    }
}
