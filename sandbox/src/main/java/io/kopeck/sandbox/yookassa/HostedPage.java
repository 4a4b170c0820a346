package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.acquirer.HostedPayments;
import io.kopeck.sandbox.yookassa.Payment.Step;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the customer does with payments and bindings on YooKassa's pages. */
final class HostedPage implements HostedPayments {

    private final ShopState state;
    private final Payments payments;
    private final Refunds refunds;
    private final Bindings bindings;

    HostedPage(ShopState state, Payments payments, Refunds refunds, Bindings bindings) {
        this.state = state;
        this.payments = payments;
        this.refunds = refunds;
        this.bindings = bindings;
    }

    @Override
    public @Nullable Hosted find(String id) {
        return switch (state.find(id)) {
            case Payment payment -> hosted(payment);
            case Binding binding -> hosted(binding);
            case Refund _, Receipt _ -> null;
            case null -> null;
        };
    }

    @Override
    public Result pay(String id, @Nullable CardEntry card, boolean agreedToSave) {
        @Nullable CardOnFile found = card == null ? null : TestCards.find(card);
        if (card != null && found == null) {
            return new Result.NotATestCard();
        }
        var method = found == null ? Method.wallet(id) : Method.card(id, found);
        return state.perform(change -> {
            boolean expired = card != null && card.expiry().isBefore(YearMonth.from(change.now().atZone(ZoneOffset.UTC)));
            return switch (state.find(id)) {
                case Payment payment when card == null && !isWallet(payment) -> new Result.WrongState(hosted(payment));
                case Payment payment -> payment.waitsFor(Step.CUSTOMER)
                        ? new Result.Done(hosted(payments.pay(change, payment, method, agreedToSave, expired)))
                        : new Result.WrongState(hosted(payment));
                case Binding binding -> card != null && binding.waitsFor(Step.CUSTOMER)
                        ? new Result.Done(hosted(bindings.enter(change, binding, method, expired)))
                        : new Result.WrongState(hosted(binding));
                case Refund _, Receipt _ -> new Result.Unknown();
                case null -> new Result.Unknown();
            };
        });
    }

    @Override
    public Result confirm(String id, boolean passed) {
        return state.perform(change -> switch (state.find(id)) {
            case Payment payment when payment.waitsFor(Step.BANK_PAGE) -> new Result.Done(hosted(payments.confirm(change, payment, passed)));
            case Payment payment when payment.waitsFor(Step.RELEASE) -> new Result.Done(hosted(payments.release(change, payment, passed)));
            case Payment payment -> new Result.WrongState(hosted(payment));
            case Binding binding when binding.waitsFor(Step.BANK_PAGE) -> new Result.Done(hosted(bindings.confirm(change, binding, passed)));
            case Binding binding -> new Result.WrongState(hosted(binding));
            case Refund refund when refund.status() == Refund.Status.PENDING -> new Result.Done(hosted(refunds.conclude(change, refund, passed)));
            case Refund refund -> new Result.WrongState(hosted(refund));
            case Receipt _ -> new Result.Unknown();
            case null -> new Result.Unknown();
        });
    }

    @Override
    public List<TestCard> testCards() {
        return TestCards.table();
    }

    private static boolean isWallet(Payment payment) {
        return Method.YOO_MONEY.equals(payment.terms().methodType());
    }

    private static Hosted hosted(Payment payment) {
        var asked = payment.terms().confirmation();
        return new Hosted(payment.id(), payment.statusName(), stage(payment), payment.amount(), payment.terms().description(),
                payment.terms().saving(), isWallet(payment), asked == null ? null : asked.returnUrl(), asked == null ? null : asked.locale(),
                tail(payment.method()), payment.cancellation() == null ? null : payment.cancellation().reason());
    }

    private static Stage stage(Payment payment) {
        return switch (payment.status()) {
            case PENDING -> stage(payment.waitsFor());
            case WAITING_FOR_CAPTURE, SUCCEEDED -> Stage.SUCCEEDED;
            case CANCELED -> Decline.NOT_CONFIRMED.equals(payment.cancellation()) ? Stage.EXPIRED : Stage.CANCELED;
        };
    }

    private static Stage stage(@Nullable Step step) {
        return switch (step) {
            case CUSTOMER -> Stage.ENTER_CARD;
            case BANK_PAGE -> Stage.CONFIRM_3DS;
            case RELEASE -> Stage.PROCESSING;
            case null -> Stage.PROCESSING;
        };
    }

    private static Hosted hosted(Binding binding) {
        var stage = switch (binding.status()) {
            case PENDING -> stage(binding.waitsFor());
            case ACTIVE -> Stage.SUCCEEDED;
            case INACTIVE -> Decline.NOT_CONFIRMED.equals(binding.refusal()) ? Stage.EXPIRED : Stage.CANCELED;
        };
        var asked = binding.confirmation();
        return new Hosted(binding.id(), binding.statusName(), stage, null, null, Saving.ALWAYS, false, asked == null ? null : asked.returnUrl(),
                asked == null ? null : asked.locale(), tail(binding.method()), binding.refusal() == null ? null : binding.refusal().reason());
    }

    private static Hosted hosted(Refund refund) {
        var stage = switch (refund.status()) {
            case PENDING -> Stage.PROCESSING;
            case SUCCEEDED -> Stage.SUCCEEDED;
            case CANCELED -> Stage.CANCELED;
        };
        return new Hosted(refund.id(), refund.statusName(), stage, refund.amount(), refund.description(), Saving.NEVER, false, null, null, null, null);
    }

    private static @Nullable String tail(@Nullable Method method) {
        return method == null || method.card() == null ? null : method.card().last4();
    }
}
