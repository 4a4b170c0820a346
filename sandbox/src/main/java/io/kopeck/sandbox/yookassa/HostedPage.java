package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.acquirer.HostedPayments;
import io.kopeck.sandbox.yookassa.Payment.Step;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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

    /** The ways without a card; a payment that names one has no other, and SBP takes no holds (reference, 5.5). */
    @Override
    public List<String> otherWays(String id) {
        if (!(state.find(id) instanceof Payment payment)) {
            return List.of();
        }
        var named = payment.terms().methodType();
        return Stream.of(Method.SBP, Method.YOO_MONEY)
                .filter(way -> named == null || named.equals(way))
                .filter(way -> payment.terms().capture() || !way.equals(Method.SBP))
                .toList();
    }

    @Override
    public Result pay(String id, @Nullable CardEntry card, boolean agreedToSave) {
        if (card == null) {
            return state.find(id) instanceof Payment payment && isWithoutCard(payment)
                    ? payBy(id, Objects.requireNonNull(payment.terms().methodType()), agreedToSave) : refused(id);
        }
        var found = TestCards.find(card);
        if (found == null) {
            return new Result.NotATestCard();
        }
        var method = Method.card(id, found);
        return state.perform(change -> {
            boolean expired = card.expiry().isBefore(YearMonth.from(change.now().atZone(ZoneOffset.UTC)));
            return switch (state.find(id)) {
                case Payment payment -> payment.waitsFor(Step.CUSTOMER) && !isWithoutCard(payment)
                        ? new Result.Done(hosted(payments.pay(change, payment, method, agreedToSave, expired)))
                        : new Result.WrongState(hosted(payment));
                case Binding binding -> binding.waitsFor(Step.CUSTOMER)
                        ? new Result.Done(hosted(bindings.enter(change, binding, method, expired)))
                        : new Result.WrongState(hosted(binding));
                case Refund _, Receipt _ -> new Result.Unknown();
                case null -> new Result.Unknown();
            };
        });
    }

    @Override
    public Result payBy(String id, String way, boolean agreedToSave) {
        return state.perform(change -> {
            var ways = otherWays(id);
            return state.find(id) instanceof Payment payment && payment.waitsFor(Step.CUSTOMER) && ways.contains(way)
                    ? new Result.Done(hosted(payments.pay(change, payment, way.equals(Method.SBP) ? Method.sbp(id) : Method.wallet(id), agreedToSave, false)))
                    : refused(id);
        });
    }

    private Result refused(String id) {
        var hosted = find(id);
        return hosted == null ? new Result.Unknown() : new Result.WrongState(hosted);
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

    /** Whether the merchant named a way to pay that has no card. */
    private static boolean isWithoutCard(Payment payment) {
        var named = payment.terms().methodType();
        return named != null && !named.equals(Method.BANK_CARD);
    }

    private static Hosted hosted(Payment payment) {
        var asked = payment.terms().confirmation();
        return new Hosted(payment.id(), payment.statusName(), stage(payment), payment.amount(), payment.terms().description(),
                payment.terms().saving(), isWithoutCard(payment), asked == null ? null : asked.returnUrl(), asked == null ? null : asked.locale(),
                tail(payment.method()), payment.cancellation() == null ? null : payment.cancellation().reason(),
                new Extras(null, Method.SBP.equals(payment.terms().methodType()) ? "sbp_note" : null, null, false));
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
