package io.kopeck.payments.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.identity.Users;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.MethodUse;
import io.kopeck.payments.MethodView;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentEvent;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentOrder;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.Receipts;
import io.kopeck.payments.internal.MethodStore.Consent;
import io.kopeck.platform.events.EventLog;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Does what {@link Methods} promises. */
@Component
public class MethodDesk {

    private static final Logger log = LoggerFactory.getLogger(MethodDesk.class);

    /** Where the acquirer sends the browser back; the payment's return token is appended. */
    private static final String RETURN_PATH = "/api/v1/billing/approve-payment-method/";

    private static final String DESCRIPTION = "Проверка карты, сумма вернётся сразу";

    private final MethodStore methods;
    private final KeepMethod kept;
    private final PaymentDesk payments;
    private final Catalog catalog;
    private final Users users;
    private final Ids ids;
    private final ObjectProvider<MethodUse> uses;
    private final EventLog events;
    private final Transactions tx;
    private final Clock clock;

    MethodDesk(
            MethodStore methods, KeepMethod kept, PaymentDesk payments, Catalog catalog, Users users, Ids ids, ObjectProvider<MethodUse> uses,
            EventLog events, Transactions tx, Clock clock) {
        this.methods = methods;
        this.kept = kept;
        this.payments = payments;
        this.catalog = catalog;
        this.users = users;
        this.ids = ids;
        this.uses = uses;
        this.events = events;
        this.tx = tx;
        this.clock = clock;
    }

    public PaymentView bind(CustomerId customer, ProductCode code) {
        var product = catalog.product(code).orElseThrow();
        var begun = tx.forCustomer(customer, () -> {
            var unfinished = payments.unfinished(customer, code, Purpose.BIND);
            if (unfinished.isPresent()) {
                return new Begun(unfinished.get(), false);
            }
            var id = new PaymentId(ids.next());
            payments.open(List.of(PaymentOrder.ofMoney(
                    id, customer, code, product.acquirer(), Purpose.BIND, product.bindingAmount(), DESCRIPTION, true, null, RETURN_PATH,
                    receipt(product, customer), null)));
            return new Begun(payments.find(id).orElseThrow(), true);
        });
        if (begun.fresh()) {
            return payments.send(begun.payment().id());
        }
        return begun.payment().confirmationUrl() == null ? payments.check(begun.payment().id()) : begun.payment();
    }

    /** A binding under way; only whoever opened it makes its first call, everybody else asks how it stands. */
    private record Begun(PaymentView payment, boolean fresh) {}

    private @Nullable Receipt receipt(Product product, CustomerId customer) {
        return Receipts.compose(product, users.email(customer), DESCRIPTION, product.bindingAmount());
    }

    public List<MethodView> of(CustomerId customer) {
        return methods.live(customer, Methods.LIST_MAX);
    }

    public Optional<MethodView> find(CustomerId customer, MethodId method) {
        return methods.live(customer, method);
    }

    public Optional<MethodView> findAny(CustomerId customer, MethodId method) {
        return methods.any(customer, method);
    }

    public Set<UUID> chargeable(Collection<UUID> ids) {
        return methods.chargeable(ids);
    }

    public Optional<MethodId> keep(PaymentView payment, ProviderMethod method, Instant now) {
        return kept.keep(payment, method, now);
    }

    public boolean remove(CustomerId customer, MethodId method) {
        return tx.forCustomer(customer, () -> {
            var now = clock.instant();
            var found = methods.live(customer, method);
            if (found.isEmpty() || !methods.remove(customer, method, Consent.BY_API, now)) {
                return false;
            }
            events.append(now, new PaymentEvent.MethodRemoved(customer, method, found.get().account()));
            uses.forEach(use -> use.methodRemoved(customer, method, now));
            log.info("event=method_removed customer={} method={}", customer, method);
            return true;
        });
    }
}
