package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.yookassa.Payment.Step;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Saves cards without a charge (reference, 7). An active binding is told, an inactive one is silent. */
final class Bindings {

    private final ShopState state;
    private final Shop shop;
    private final Wire wire;

    Bindings(ShopState state, Shop shop, Wire wire) {
        this.state = state;
        this.shop = shop;
        this.wire = wire;
    }

    Binding create(Change change, Fields body, @Nullable Fault fault) {
        state.checkRoomFor(state.bindings, "bindings");
        var type = body.requiredText("type", 64);
        if (!type.equals(Method.BANK_CARD)) {
            throw type.equals("sbp") ? ApiError.invalid(null, "Payment method is not available") : body.bad("type", "Unknown value");
        }
        if (body.has("card")) {
            throw ApiError.forbidden("This store can't process card data. Contact the YooMoney manager to learn more");
        }
        var confirmation = Confirmation.fromWire(body);
        if (confirmation == null || !confirmation.type().equals(Confirmation.REDIRECT)) {
            throw body.bad("confirmation", "Confirmation of type redirect is required");
        }
        var metadata = body.metadata();
        if (!shop.settings().recurring()) {
            throw ApiError.notRecurring();
        }
        var decline = fault != null && fault.kind() == FaultKind.DECLINE
                ? Decline.ofReason(fault.reason() != null ? fault.reason() : "general_decline") : null;
        return change.put(new Binding(Ids.binding(change.now()), state.nextSeq(), Binding.Status.PENDING, Step.CUSTOMER, null,
                confirmation, metadata, decline, fault != null && fault.kind() == FaultKind.REQUIRES_3DS, change.now(),
                change.now().plus(Payments.CONFIRMATION_TERM), null));
    }

    Binding enter(Change change, Binding binding, Method entered, boolean expiredCard) {
        if (expiredCard) {
            return change.put(binding.inactive(Decline.ofReason("card_expired"), entered));
        }
        if ((binding.force3ds() || entered.needs3ds()) && binding.decline() == null) {
            return change.put(binding.waitingAtBank(entered));
        }
        return conclude(change, binding, entered);
    }

    Binding confirm(Change change, Binding binding, boolean passed) {
        var method = Objects.requireNonNull(binding.method());
        return passed ? conclude(change, binding, method)
                : change.put(binding.inactive(new Decline("payment_network", "3d_secure_failed"), method));
    }

    void expire(Change change, Binding binding) {
        change.put(binding.inactive(Decline.NOT_CONFIRMED, binding.method()));
    }

    private Binding conclude(Change change, Binding binding, Method method) {
        var decline = binding.decline() != null ? binding.decline() : method.decline(true);
        if (decline != null) {
            return change.put(binding.inactive(decline, method));
        }
        var saved = method.asSaved();
        change.save(saved);
        var active = change.put(binding.active(saved));
        change.tell("payment_method.active", active.id(), null, wire.notification("payment_method.active", active));
        return active;
    }
}
