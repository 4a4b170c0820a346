package io.kopeck.wallets.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.kernel.CustomerId;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.Payments;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.ReceiptContactRequired;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.wallets.AutoTopUp;
import io.kopeck.wallets.AutoTopUpResult;
import io.kopeck.wallets.TopUp;
import io.kopeck.wallets.TopUps;
import io.kopeck.wallets.WalletView;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Fills wallets from a saved method while nobody is there: one payment at a time, and so many a day. */
@Component
public class AutoTopUpDesk {

    private static final Logger log = LoggerFactory.getLogger(AutoTopUpDesk.class);

    private final AutoTopUpStore store;
    private final AutoTopUpCourse course;
    private final TopUpDesk topUps;
    private final WalletDesk wallets;
    private final Payments payments;
    private final Catalog catalog;
    private final Transactions tx;
    private final Clock clock;

    AutoTopUpDesk(
            AutoTopUpStore store, AutoTopUpCourse course, TopUpDesk topUps, WalletDesk wallets, Payments payments, Catalog catalog,
            Transactions tx, Clock clock) {
        this.store = store;
        this.course = course;
        this.topUps = topUps;
        this.wallets = wallets;
        this.payments = payments;
        this.catalog = catalog;
        this.tx = tx;
        this.clock = clock;
    }

    public AutoTopUpResult set(CustomerId customer, Product product, AutoTopUp terms) {
        var offered = product.wallet();
        if (offered == null) {
            throw new IllegalArgumentException("product " + product.code() + " has no wallets");
        }
        if (!offered.topUps().accepts(terms.amount())) {
            return AutoTopUpResult.AMOUNT_REFUSED;
        }
        var wallet = wallets.open(customer, product);
        return tx.forCustomer(customer, () -> {
            if (!topUps.isChargeable(customer, product, terms.method())) {
                return AutoTopUpResult.NO_SUCH_METHOD;
            }
            var now = clock.instant();
            store.put(customer, wallet.id(), terms, LocalDate.ofInstant(now, product.zone()), now);
            return AutoTopUpResult.SET;
        });
    }

    public Optional<AutoTopUp> find(WalletView wallet) {
        return store.find(wallet.customer(), wallet.id()).map(AutoTopUpRow::terms);
    }

    public boolean stop(WalletView wallet) {
        return tx.forCustomer(wallet.customer(), () -> store.delete(wallet.customer(), wallet.id()));
    }

    /** Fills the wallet of one that was found to have little left. Outside any transaction. */
    void fill(AutoTopUpRow claimed) {
        try {
            tx.forCustomer(claimed.customer(), () -> open(claimed)).ifPresent(payments::send);
        } catch (ReceiptContactRequired e) {
            log.warn("event=auto_top_up_without_contact wallet={}", claimed.wallet());
            tx.forCustomer(claimed.customer(), () -> course.failed(claimed, "receipt_contact_required", clock.instant()));
        }
    }

    /** Opens the payment; empty when nothing is to be done any more, or one is under way. */
    private Optional<PaymentId> open(AutoTopUpRow claimed) {
        var found = store.find(claimed.customer(), claimed.wallet());
        var product = catalog.product(claimed.product()).filter(sold -> sold.wallet() != null);
        if (found.isEmpty() || product.isEmpty()) {
            return Optional.empty();
        }
        var row = found.get();
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, product.get().zone());
        if (row.begunOn(today) >= AutoTopUp.PER_DAY_MAX) {
            store.updateFailures(row, row.failures(), today.plusDays(1).atStartOfDay(product.get().zone()).toInstant(), now);
            return Optional.empty();
        }
        var unfinished = payments.unfinishedAll(row.customer(), row.product(), Purpose.TOP_UP, TopUps.UNFINISHED_MAX + 1);
        boolean underWay = unfinished.stream().anyMatch(AutoTopUpCourse::isAutomatic);
        if (underWay || wallets.find(row.wallet()).filter(wallet -> wallet.balance().compareTo(row.terms().threshold()) < 0).isEmpty()) {
            return Optional.empty();
        }
        var order = topUps.order(new TopUp(row.customer(), product.get(), row.terms().amount(), row.terms().method(), false), null);
        payments.open(List.of(order));
        store.updateBegun(row, today, now);
        return Optional.of(order.id());
    }
}
