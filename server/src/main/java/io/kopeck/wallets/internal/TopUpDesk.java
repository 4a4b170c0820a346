package io.kopeck.wallets.internal;

import io.kopeck.catalog.Product;
import io.kopeck.identity.Parties;
import io.kopeck.identity.Users;
import io.kopeck.kernel.CustomerId;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.MethodView;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentOrder;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.Receipts;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.wallets.TopUp;
import io.kopeck.wallets.TopUpResult;
import io.kopeck.wallets.TopUps;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does what {@link TopUps} promises. */
@Component
public class TopUpDesk {

    /** Where the acquirer sends the browser back; the payment's return token is appended. */
    private static final String RETURN_PATH = "/api/v1/billing/approve-payment/";

    private static final String DESCRIPTION = "Пополнение баланса";

    private final WalletDesk wallets;
    private final Payments payments;
    private final Methods methods;
    private final Parties parties;
    private final Users users;
    private final Transactions tx;
    private final Ids ids;

    TopUpDesk(WalletDesk wallets, Payments payments, Methods methods, Parties parties, Users users, Transactions tx, Ids ids) {
        this.wallets = wallets;
        this.payments = payments;
        this.methods = methods;
        this.parties = parties;
        this.users = users;
        this.tx = tx;
        this.ids = ids;
    }

    public TopUpResult begin(TopUp topUp) {
        var terms = topUp.product().wallet();
        if (terms == null) {
            throw new IllegalArgumentException("product " + topUp.product().code() + " has no wallets");
        }
        if (!terms.topUps().accepts(topUp.amount())) {
            return new TopUpResult.AmountRefused();
        }
        wallets.open(topUp.customer(), topUp.product());
        var begun = tx.forCustomer(topUp.customer(), () -> open(topUp));
        if (begun.result() instanceof TopUpResult.Begun(var payment)) {
            return new TopUpResult.Begun(begun.fresh() ? payments.send(payment.id()) : payment);
        }
        return begun.result();
    }

    private Opened open(TopUp topUp) {
        var customer = topUp.customer();
        if (topUp.method() != null && !isChargeable(customer, topUp.product(), topUp.method())) {
            return new Opened(new TopUpResult.NoSuchMethod(), false);
        }
        var unfinished = payments.unfinishedAll(customer, topUp.product().code(), Purpose.TOP_UP, TopUps.UNFINISHED_MAX);
        var same = unfinished.stream().filter(payment -> isUnderWay(payment, topUp)).findFirst();
        if (same.isPresent()) {
            return new Opened(new TopUpResult.Begun(same.get()), false);
        }
        if (unfinished.size() >= TopUps.UNFINISHED_MAX) {
            return new Opened(new TopUpResult.TooMany(), false);
        }
        return new Opened(new TopUpResult.Begun(open(order(topUp, RETURN_PATH))), true);
    }

    boolean isChargeable(CustomerId customer, Product product, MethodId method) {
        return methods.find(customer, method).map(MethodView::account).filter(product.acquirer()::equals).isPresent();
    }

    /** Whether the same was asked for a moment ago: it waits for the customer, or for the acquirer's answer. */
    private static boolean isUnderWay(PaymentView payment, TopUp topUp) {
        boolean waits = payment.confirmationUrl() != null || (payment.processing() && !payment.parked());
        return waits && !AutoTopUpCourse.isAutomatic(payment) && payment.amount().equals(topUp.amount())
                && Objects.equals(payment.method(), topUp.method()) && payment.savesMethod() == topUp.keepsMethod();
    }

    private PaymentView open(PaymentOrder order) {
        payments.open(List.of(order));
        return payments.find(order.id()).orElseThrow();
    }

    /** @param returnPath null when no customer is present */
    PaymentOrder order(TopUp topUp, @Nullable String returnPath) {
        var product = topUp.product();
        return PaymentOrder.ofMoney(
                new PaymentId(ids.next()), topUp.customer(), product.code(), product.acquirer(), Purpose.TOP_UP, topUp.amount(), DESCRIPTION,
                topUp.keepsMethod(), topUp.method(), returnPath,
                Receipts.compose(product, users.email(topUp.customer()), DESCRIPTION, topUp.amount()),
                telegramUser(topUp.customer()).orElse(null));
    }

    private Optional<Long> telegramUser(CustomerId customer) {
        return parties.subjectOf(customer, Parties.TELEGRAM).map(Long::valueOf);
    }

    /** @param fresh whether this call opened the payment, and so makes its first call to the acquirer */
    private record Opened(TopUpResult result, boolean fresh) {}
}
