package io.kopeck.subscriptions.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.Tariff;
import io.kopeck.identity.Users;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentOrder;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.Receipts;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.platform.time.Ids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Composes the payments that subscriptions ask for: amount, words, receipt. */
@Component
public class Orders {

    /** Where the acquirer sends the browser back; the payment's return token is appended. */
    public static final String RETURN_PATH = "/api/v1/billing/approve-payment/";

    private final Catalog catalog;
    private final Users users;
    private final Ids ids;

    Orders(Catalog catalog, Users users, Ids ids) {
        this.catalog = catalog;
        this.users = users;
        this.ids = ids;
    }

    /**
     * The first payment of a subscription, with the customer present.
     *
     * @param subscription the id that it will have
     * @param charge what the tariff's price comes to for this customer
     * @param method the saved method to charge; null for one that the customer fills in and the acquirer saves
     */
    public PaymentOrder subscribe(
            CustomerId customer, UUID subscription, Product product, Tariff tariff, Money charge, @Nullable MethodId method) {
        return PaymentOrder.ofPeriod(
                new PaymentId(ids.next()), customer, product.code(), product.acquirer(), Purpose.SUBSCRIBE, subscription, 0,
                tariff.id().value(), tariff.version(), charge, tariff.title(), method == null, method, RETURN_PATH,
                receipt(product, customer, tariff.title(), charge));
    }

    /**
     * The payment for the period after the present one.
     *
     * @param charge what its price comes to for this customer
     * @param method the saved method to charge; null for one that the customer fills in
     */
    public PaymentOrder renewal(SubscriptionRow row, Money charge, @Nullable UUID method, @Nullable String returnPath) {
        var product = catalog.product(row.product()).orElseThrow();
        return next(row, product, following(row), Purpose.RENEW, charge, product.subscribesWithoutMethod(),
                method == null ? null : new MethodId(method), returnPath);
    }

    /** The payment for a period of another tariff that begins with it, with the customer present. */
    public PaymentOrder change(SubscriptionRow row, Product product, Tariff to, Money charge, MethodId method) {
        return next(row, product, to, Purpose.CHANGE, charge, false, method, RETURN_PATH);
    }

    /** The tariff that the subscription's next period is sold at. */
    Tariff following(SubscriptionRow row) {
        return row.next() == null
                ? catalog.tariff(row.tariff(), row.tariffVersion()).orElseThrow()
                : catalog.tariff(row.next().tariff(), row.next().version()).orElseThrow();
    }

    private PaymentOrder next(
            SubscriptionRow row, Product product, Tariff tariff, Purpose purpose, Money charge, boolean saveMethod,
            @Nullable MethodId method, @Nullable String returnPath) {
        return PaymentOrder.ofPeriod(
                new PaymentId(ids.next()), row.customer(), row.product(), product.acquirer(), purpose, row.id().value(),
                row.state().paid().number() + 1, tariff.id().value(), tariff.version(), charge, tariff.title(), saveMethod, method,
                returnPath, receipt(product, row.customer(), tariff.title(), charge));
    }

    private @Nullable Receipt receipt(Product product, CustomerId customer, String description, Money amount) {
        return Receipts.compose(product, users.email(customer), description, amount);
    }
}
