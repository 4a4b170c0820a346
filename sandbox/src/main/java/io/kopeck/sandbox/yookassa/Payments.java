package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.acquirer.HostedPayments.Saving;
import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.yookassa.Payment.Authorization;
import io.kopeck.sandbox.yookassa.Payment.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decides what becomes of a payment (reference, 5.5 and 6). Every method runs inside a {@link Change}. */
final class Payments {

    /** Time the customer has to confirm a card or wallet payment (reference, 5.5). */
    static final Duration CONFIRMATION_TERM = Duration.ofHours(1);
    /** Time a card hold lasts (reference, 5.5). */
    static final Duration HOLD_TERM = Duration.ofDays(7);
    private static final long PENDING_DEFAULT_MS = Duration.ofHours(1).toMillis();

    private final ShopState state;
    private final Shop shop;
    private final Wire wire;
    private final Receipts receipts;

    Payments(ShopState state, Shop shop, Wire wire, Receipts receipts) {
        this.state = state;
        this.shop = shop;
        this.wire = wire;
        this.receipts = receipts;
    }

    /** A payment the customer confirms on the hosted page. */
    Payment create(Change change, PaymentRequest request, @Nullable Fault fault) {
        boolean recurring = shop.settings().recurring();
        if (Boolean.TRUE.equals(request.save()) && !recurring) {
            throw ApiError.notRecurring();
        }
        var saving = request.save() == null ? (recurring ? Saving.ASK : Saving.NEVER) : request.save() ? Saving.ALWAYS : Saving.NEVER;
        return change.put(opened(change, request, saving, fault));
    }

    /** A charge of a saved method: settled or declined at once, unless the customer is present and must confirm. */
    Payment charge(Change change, PaymentRequest request, String methodId, @Nullable Fault fault) {
        if (!shop.settings().recurring()) {
            throw ApiError.notRecurring();
        }
        var method = state.saved.get(methodId);
        if (method == null) {
            throw ApiError.unknownMethod();
        }
        var payment = opened(change, request, Saving.NEVER, fault);
        var asked = fault == null ? null : fault.kind();
        if (asked == FaultKind.PENDING) {
            return change.put(payment.waiting(Step.RELEASE, method, change.now().plusMillis(fault.delayMsOr(PENDING_DEFAULT_MS))));
        }
        boolean customerPresent = request.confirmation() != null;
        if (asked == FaultKind.REQUIRES_3DS || (customerPresent && method.needs3ds() && asked != FaultKind.DECLINE)) {
            return change.put(payment.waiting(Step.BANK_PAGE, method));
        }
        return conclude(change, payment, method, false, false);
    }

    Payment capture(Change change, String id, @Nullable Money asked, @Nullable JsonNode receipt) {
        var payment = change.payment(id);
        if (payment.status() != Payment.Status.WAITING_FOR_CAPTURE) {
            throw ApiError.invalid("payment_id", "Payment can't be captured in status " + payment.statusName());
        }
        var amount = asked == null ? payment.amount() : asked;
        if (amount.minor() > payment.amount().minor()) {
            throw ApiError.invalid("amount", "The amount is greater than the amount of the payment");
        }
        boolean partial = amount.minor() < payment.amount().minor();
        var partReceipt = receipts.checked(receipt, amount.minor(), partial);
        return succeed(change, payment, amount, method(payment), proof(payment), partReceipt != null ? partReceipt : payment.terms().receipt());
    }

    Payment cancel(Change change, String id) {
        var payment = change.payment(id);
        if (payment.status() != Payment.Status.WAITING_FOR_CAPTURE) {
            throw ApiError.unknownPayment();
        }
        return cancel(change, payment, Decline.BY_MERCHANT, payment.method(), payment.authorization());
    }

    /** The customer entered a card or chose to pay without one. SBP is saved only where the customer has no choice (reference, 6). */
    Payment pay(Change change, Payment payment, Method entered, boolean agreedToSave, boolean expiredCard) {
        boolean save = switch (payment.terms().saving()) {
            case ALWAYS -> true;
            case ASK -> agreedToSave && !entered.isSbp();
            case NEVER -> false;
        };
        if (expiredCard) {
            return cancel(change, payment, Decline.ofReason("card_expired"), entered, authorization(entered, false));
        }
        // Whether to save is decided now, but only a payment that goes through saves: the mark waits in the status.
        var method = save ? entered.toBeSaved() : entered;
        if ((payment.terms().force3ds() || entered.needs3ds()) && payment.terms().decline() == null) {
            return change.put(payment.waiting(Step.BANK_PAGE, method));
        }
        return conclude(change, payment, method, false, true);
    }

    /** The customer confirmed or refused at the bank's page. */
    Payment confirm(Change change, Payment payment, boolean passed) {
        var method = method(payment);
        if (!passed) {
            return cancel(change, payment, new Decline("payment_network", "3d_secure_failed"), unsavedUnlessOld(method), authorization(method, false));
        }
        return conclude(change, payment, method, true, true);
    }

    /** Ends the waiting an injected fault began. */
    Payment release(Change change, Payment payment, boolean passed) {
        return passed
                ? conclude(change, payment, method(payment), false, false)
                : cancel(change, payment, Decline.ofReason("general_decline"), payment.method(), authorization(method(payment), false));
    }

    /** Moves on a payment whose time has come; true when it expired. */
    boolean due(Change change, Payment payment) {
        switch (payment.status()) {
            case PENDING -> {
                if (payment.waitsFor(Step.RELEASE)) {
                    release(change, payment, true);
                    return false;
                }
                cancel(change, payment, Decline.NOT_CONFIRMED, unsavedUnlessOld(payment.method()), null);
                return true;
            }
            case WAITING_FOR_CAPTURE -> {
                cancel(change, payment, Decline.NOT_CAPTURED, payment.method(), payment.authorization());
                return true;
            }
            case SUCCEEDED, CANCELED -> {
                return false;
            }
        }
        throw new AssertionError(payment.status());
    }

    private Payment opened(Change change, PaymentRequest request, Saving saving, @Nullable Fault fault) {
        state.checkRoomFor(state.payments, "payments");
        var receipt = receipts.checked(request.receipt(), request.amount().minor(), true);
        var decline = fault != null && fault.kind() == FaultKind.DECLINE
                ? Decline.ofReason(fault.reason() != null ? fault.reason() : "general_decline") : null;
        boolean force3ds = fault != null && fault.kind() == FaultKind.REQUIRES_3DS;
        var terms = new Payment.Terms(request.description(), request.metadata(), request.capture(), saving, request.confirmation(),
                request.methodType(), request.methodId() != null, request.merchantCustomerId(), receipt, decline, force3ds);
        return new Payment(Ids.payment(change.now()), state.nextSeq(), Payment.Status.PENDING, request.amount(), terms, change.now(),
                Step.CUSTOMER, change.now().plus(CONFIRMATION_TERM), null, null, 0, 0, null, null, receipt == null ? null : "pending");
    }

    private Payment conclude(Change change, Payment payment, Method method, boolean threeDs, boolean customerPresent) {
        var proof = authorization(method, threeDs);
        var decline = payment.terms().decline() != null ? payment.terms().decline() : method.decline(customerPresent);
        if (decline != null) {
            return cancel(change, payment, decline, unsavedUnlessOld(method), proof);
        }
        var used = method;
        if (!method.saved() && method.status().equals("pending")) {
            used = method.asSaved();
            change.save(used);
        }
        if (payment.terms().capture()) {
            return succeed(change, payment, payment.amount(), used, proof, payment.terms().receipt());
        }
        var held = change.put(payment.held(used, proof, change.now().plus(HOLD_TERM)));
        tell(change, "payment.waiting_for_capture", held);
        return held;
    }

    private Payment succeed(Change change, Payment payment, Money amount, Method method, Authorization proof, @Nullable JsonNode receipt) {
        var succeeded = change.put(payment.succeeded(amount, method, proof, change.now()));
        change.settle(Book.Kind.CHARGE, succeeded, null, amount);
        if (receipt != null) {
            receipts.register(change, receipt, succeeded, null);
        }
        tell(change, "payment.succeeded", succeeded);
        return succeeded;
    }

    private Payment cancel(Change change, Payment payment, Decline why, @Nullable Method method, @Nullable Authorization proof) {
        var canceled = change.put(payment.canceled(why, method, proof));
        tell(change, "payment.canceled", canceled);
        return canceled;
    }

    private void tell(Change change, String event, Payment payment) {
        change.tell(event, payment.id(), payment.id(), wire.notification(event, payment));
    }

    private static @Nullable Method unsavedUnlessOld(@Nullable Method method) {
        return method == null || method.saved() ? method : method.notSaved();
    }

    /** Cards have a number of the network and a code of the issuer, SBP an operation, wallets neither (reference, 5.4). */
    private static Authorization authorization(Method method, boolean threeDs) {
        return method.card() != null ? new Authorization(Ids.rrn(), Ids.authCode(), threeDs, null)
                : new Authorization(null, null, false, method.isSbp() ? Ids.sbpOperation() : null);
    }

    private static Method method(Payment payment) {
        return java.util.Objects.requireNonNull(payment.method(), "the payment has no method yet");
    }

    private static Authorization proof(Payment payment) {
        return java.util.Objects.requireNonNull(payment.authorization(), "the payment is not authorized");
    }
}
