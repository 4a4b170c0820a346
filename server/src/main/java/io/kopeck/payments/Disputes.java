package io.kopeck.payments;

import io.kopeck.payments.internal.DisputeStore;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import org.springframework.stereotype.Component;

/** Money that went back without us: refunds made in the acquirer's cabinet, and chargebacks. Booked by themselves. */
@Component
public final class Disputes {

    private final DisputeStore disputes;

    Disputes(DisputeStore disputes) {
        this.disputes = disputes;
    }

    /** All, newest first. */
    public Listing<DisputeView> list(Window window) {
        return disputes.page(window);
    }
}
