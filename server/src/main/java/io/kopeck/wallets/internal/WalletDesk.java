package io.kopeck.wallets.internal;

import io.kopeck.catalog.Product;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.ledger.Ledger;
import io.kopeck.ledger.LedgerAccount;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.wallets.OperationId;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.OperationView;
import io.kopeck.wallets.Spending;
import io.kopeck.wallets.WalletId;
import io.kopeck.wallets.WalletView;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Opens wallets and returns operations. */
@Component
public class WalletDesk {

    private static final Logger log = LoggerFactory.getLogger(WalletDesk.class);

    private final WalletStore store;
    private final Ledger ledger;
    private final Transactions tx;
    private final Ids ids;
    private final Clock clock;

    WalletDesk(WalletStore store, Ledger ledger, Transactions tx, Ids ids, Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    public WalletView open(CustomerId customer, Product product) {
        return find(customer, product.code()).orElseGet(() -> tx.execute(() -> {
            insert(customer, product);
            return find(customer, product.code()).orElseThrow();
        }));
    }

    private void insert(CustomerId customer, Product product) {
        var terms = product.wallet();
        if (terms == null) {
            throw new IllegalArgumentException("product " + product.code() + " has no wallets");
        }
        var now = clock.instant();
        var nothing = Money.zero(product.currency());
        var today = LocalDate.ofInstant(now, product.zone());
        var wallet = new WalletView(
                new WalletId(ids.next()), customer, product.code(), nothing, nothing, nothing, terms.freeOperations(), false,
                Spending.none(today, product.currency()), now);
        long account = ledger.open(LedgerAccount.wallet(wallet.id().toString(), product.currency()));
        long revenue = ledger.open(LedgerAccount.revenue(product.code().value(), product.currency()));
        store.insert(wallet, account, revenue);
    }

    public Optional<WalletView> find(CustomerId customer, ProductCode product) {
        return store.find(customer, product);
    }

    public Optional<WalletView> find(WalletId wallet) {
        return store.find(wallet);
    }

    public WalletView limit(WalletView wallet, @Nullable Money perDay, @Nullable Money perMonth) {
        store.updateLimits(wallet, perDay, perMonth, clock.instant());
        log.info("event=wallet_limited wallet={} per_day={} per_month={}", wallet.id(), perDay, perMonth);
        return find(wallet.customer(), wallet.product()).orElseThrow();
    }

    public Optional<OperationView> operation(OperationId operation) {
        return store.operation(operation);
    }

    /** The mark, the balance and the ledger are one commit; of two who return the same operation one does. */
    public OperationView refund(OperationId id) {
        tx.run(() -> {
            var operation = store.operation(id).orElseThrow();
            if (operation.status() == OperationStatus.FREE || operation.status() == OperationStatus.CHARGED) {
                giveBack(operation);
            }
        });
        return store.operation(id).orElseThrow();
    }

    private void giveBack(OperationView operation) {
        var now = clock.instant();
        if (!store.updateRefunded(operation, now)) {
            return;
        }
        if (operation.status() == OperationStatus.CHARGED) {
            var accounts = store.updateAdded(operation.customer(), operation.wallet(), operation.price(), now);
            ledger.postOperationRefund(operation.customer(), operation.id().value(), accounts.revenue(), accounts.wallet(), operation.price(), now);
        }
        log.info("event=operation_refunded operation={} wallet={} type={}", operation.id(), operation.wallet(), operation.type());
    }
}
