package io.kopeck.payments.internal;

import io.kopeck.payments.MethodId;
import io.kopeck.payments.MethodUse;
import io.kopeck.payments.PaymentEvent;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.internal.MethodStore.Consent;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.platform.events.EventLog;
import io.kopeck.platform.time.Ids;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Keeps the method that a payment was made with, in the settling transaction, when the acquirer has saved it. */
@Component
class KeepMethod {

    private static final Logger log = LoggerFactory.getLogger(KeepMethod.class);

    private final MethodStore methods;
    private final PaymentStore payments;
    private final ObjectProvider<MethodUse> uses;
    private final EventLog events;
    private final Ids ids;

    KeepMethod(MethodStore methods, PaymentStore payments, ObjectProvider<MethodUse> uses, EventLog events, Ids ids) {
        this.methods = methods;
        this.payments = payments;
        this.uses = uses;
        this.events = events;
        this.ids = ids;
    }

    /** Empty when the acquirer saved nothing, or what the customer has removed before: that is never charged again. */
    Optional<MethodId> keep(PaymentView payment, ProviderMethod method, Instant now) {
        if (!method.saved()) {
            log.warn("event=method_not_saved payment={} account={}", payment.id(), payment.account());
            return Optional.empty();
        }
        var id = methods.save(payment.customer(), ids.next(), payment.account(), method, Consent.BY_API, now);
        payments.useMethod(payment.customer().value(), payment.id().value(), payment.attempts(), id.value());
        if (methods.live(payment.customer(), id).isEmpty()) {
            return Optional.empty();
        }
        events.append(now, new PaymentEvent.MethodSaved(payment.customer(), id, payment.account()));
        uses.forEach(use -> use.methodSaved(payment.customer(), id, now));
        return Optional.of(id);
    }
}
