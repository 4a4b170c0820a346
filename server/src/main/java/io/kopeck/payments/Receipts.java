package io.kopeck.payments;

import io.kopeck.catalog.Product;
import io.kopeck.kernel.Money;
import io.kopeck.payments.internal.ReceiptDesk;
import io.kopeck.payments.spi.Receipt;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Fiscal receipts (54-FZ): composed before a payment from the product's terms, documented for every settlement, and sent until
 * they are registered.
 */
@Component
public final class Receipts {

    /** A document is sent at most this often, by itself and by hand. */
    public static final int TRIES_MAX = 100;

    /** At most this many documents are listed. */
    public static final int LIST_MAX = 1_000;

    private final ReceiptDesk desk;

    Receipts(ReceiptDesk desk) {
        this.desk = desk;
    }

    /**
     * One line for the whole amount.
     *
     * @return null where the product makes out no receipts
     * @throws ReceiptContactRequired when a receipt is due and there is nowhere to send it
     */
    public static @Nullable Receipt compose(Product product, Optional<String> email, String description, Money amount) {
        var terms = product.receipts();
        if (!terms.enabled()) {
            return null;
        }
        var to = email.orElseThrow(ReceiptContactRequired::new);
        var line = new Receipt.Line(description, 1, amount, terms.vatCode(), terms.subject(), terms.mode());
        return new Receipt(to, null, terms.taxSystem(), List.of(line));
    }

    /**
     * The documents of a payment and of its refunds, oldest first: one for each settlement, none before there is one. Where
     * the payment was made without a receipt they are {@link ReceiptState#NOT_REQUIRED}.
     */
    public List<ReceiptView> of(PaymentView payment) {
        return desk.of(payment);
    }

    public Optional<ReceiptView> find(ReceiptId id) {
        return desk.find(id);
    }

    /**
     * Sends a failed receipt once more, under a key of its own, and gives it another week. Recorded in the audit log.
     *
     * @param reason why, 1 to 250 characters
     * @param actor who, as in the audit log
     * @throws java.util.NoSuchElementException when there is no such document
     */
    public ReceiptRepeat sendAgain(ReceiptId id, String reason, String actor) {
        return desk.sendAgain(id, reason, actor);
    }

    /**
     * Everybody's documents that wait or have failed, oldest first, at most {@value #LIST_MAX}.
     *
     * @param state {@link ReceiptState#DUE} or {@link ReceiptState#FAILED}
     */
    public List<ReceiptView> inState(ReceiptState state) {
        return desk.inState(state);
    }
}
