package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.internal.MethodDesk;
import io.kopeck.payments.spi.ProviderMethod;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Saved payment methods. A removed one is never charged again. */
@Component
public final class Methods {

    /** At most this many live methods are listed. */
    public static final int LIST_MAX = 100;

    private final MethodDesk desk;

    Methods(MethodDesk desk) {
        this.desk = desk;
    }

    /**
     * Begins to bind a card: a small charge at the acquirer's page, returned at once. While an earlier one is unfinished,
     * answers that one. Outside any transaction.
     */
    public PaymentView bind(CustomerId customer, ProductCode product) {
        return desk.bind(customer, product);
    }

    /** The customer's live methods, oldest first. */
    public List<MethodView> of(CustomerId customer) {
        return desk.of(customer);
    }

    /** The customer's own live method; empty for removed and for other people's ones. */
    public Optional<MethodView> find(CustomerId customer, MethodId method) {
        return desk.find(customer, method);
    }

    /** As {@link #find}, also when it was removed since. */
    public Optional<MethodView> findAny(CustomerId customer, MethodId method) {
        return desk.findAny(customer, method);
    }

    /** Which of these may be charged. */
    public Set<UUID> chargeable(Collection<UUID> methods) {
        return desk.chargeable(methods);
    }

    /**
     * Keeps the method that a payment was made with, as the acquirer shows it, with consent to later charges. Needs the
     * settling transaction.
     *
     * @return empty when the acquirer saved nothing, or what the customer has removed before
     */
    public Optional<MethodId> keep(PaymentView payment, ProviderMethod method, Instant now) {
        return desk.keep(payment, method, now);
    }

    /**
     * Removes a method and withdraws the consent to charge it, in one transaction with what that means for its users.
     * Always possible.
     *
     * @return false when the customer has no such live method
     */
    public boolean remove(CustomerId customer, MethodId method) {
        return desk.remove(customer, method);
    }
}
