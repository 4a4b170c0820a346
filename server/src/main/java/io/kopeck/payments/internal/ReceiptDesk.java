package io.kopeck.payments.internal;

import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.ReceiptState;
import io.kopeck.payments.ReceiptView;
import io.kopeck.payments.Receipts;
import io.kopeck.payments.RefundId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does what {@link Receipts} promises. */
@Component
public class ReceiptDesk {

    private final ReceiptStore receipts;
    private final PaymentStore payments;
    private final RefundStore refunds;

    ReceiptDesk(ReceiptStore receipts, PaymentStore payments, RefundStore refunds) {
        this.receipts = receipts;
        this.payments = payments;
        this.refunds = refunds;
    }

    public List<ReceiptView> of(PaymentView payment) {
        var row = payments.findById(payment.id().value()).orElseThrow();
        return row.receipt() == null
                ? notRequired(row)
                : receipts.ofPayment(row.customerId(), row.id(), Receipts.LIST_MAX).stream().map(ReceiptRow::view).toList();
    }

    public List<ReceiptView> inState(ReceiptState state) {
        if (state != ReceiptState.DUE && state != ReceiptState.FAILED) {
            throw new IllegalArgumentException("only receipts that wait or have failed are listed");
        }
        return receipts.inState(state.wireName(), Receipts.LIST_MAX).stream().map(ReceiptRow::view).toList();
    }

    private List<ReceiptView> notRequired(PaymentRow row) {
        var views = new ArrayList<ReceiptView>();
        if (row.settledAt() != null) {
            views.add(notRequired(row, null, new Money(row.settledMinor(), row.amount().currency()), row.settledAt()));
        }
        for (var refund : refunds.ofPayment(row.customerId(), row.id())) {
            if (refund.settledAt() != null) {
                views.add(notRequired(row, new RefundId(refund.id()), refund.amount(), refund.settledAt()));
            }
        }
        return views;
    }

    private static ReceiptView notRequired(PaymentRow row, @Nullable RefundId refund, Money amount, Instant at) {
        return new ReceiptView(null, row.paymentId(), refund, ReceiptState.NOT_REQUIRED, amount, List.of(), 0, null, at, null, null);
    }
}
