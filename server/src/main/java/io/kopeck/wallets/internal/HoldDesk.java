package io.kopeck.wallets.internal;

import io.kopeck.kernel.Money;
import io.kopeck.ledger.Ledger;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.wallets.Charge;
import io.kopeck.wallets.ChargeResult.Refusal;
import io.kopeck.wallets.ChargeResult.Refused;
import io.kopeck.wallets.Hold;
import io.kopeck.wallets.HoldEnd;
import io.kopeck.wallets.HoldResult;
import io.kopeck.wallets.HoldView;
import io.kopeck.wallets.OperationId;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.internal.HoldStore.Locked;
import io.kopeck.wallets.internal.core.Funds;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Holds operations, captures and releases them. Whoever does any of it has the wallet's row lock first, as a charge has, and
 * reads the operation after that.
 */
@Component
public class HoldDesk {

    private static final Logger log = LoggerFactory.getLogger(HoldDesk.class);

    private final HoldStore store;
    private final Ledger ledger;
    private final Transactions tx;
    private final Ids ids;
    private final Clock clock;

    HoldDesk(HoldStore store, Ledger ledger, Transactions tx, Ids ids, Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    public HoldResult hold(Hold hold) {
        var operation = hold.operation();
        return tx.execute(() -> {
            var wallet = store.lock(operation.wallet(), operation.customer());
            var funds = wallet.funds().on(operation.day());
            if (store.isKnown(operation)) {
                return store.findTask(operation).<HoldResult>map(row -> new HoldResult.Held(row.view()))
                        .orElseGet(() -> refused(Refusal.CHARGED, operation, funds));
            }
            var refusal = funds.refusal(operation.price().minor());
            return refusal == null ? new HoldResult.Held(insert(wallet, funds, hold)) : refused(refusal, operation, funds);
        });
    }

    private HoldView insert(Locked wallet, Funds before, Hold hold) {
        var operation = hold.operation();
        var after = before.hold(operation.price().minor());
        var currency = operation.price().currency();
        var row = new HoldRow(
                new OperationId(ids.next()), operation.wallet(), operation.customer(), OperationStatus.HELD, Money.zero(currency),
                new Funds.Hold(after.held() - before.held(), after.spentOn()), hold.expiresAt(),
                new Money(after.balance(), currency), after.freeLeft());
        var now = clock.instant();
        store.insert(row, operation.taskId(), operation.type(), now);
        store.updateFunds(wallet, after, now);
        return row.view();
    }

    private static Refused refused(Refusal reason, Charge operation, Funds funds) {
        return new Refused(reason, operation.price(), new Money(funds.balance(), operation.price().currency()), funds.freeLeft());
    }

    public Optional<HoldView> find(OperationId operation) {
        return store.find(operation).map(HoldRow::view);
    }

    public HoldEnd capture(OperationId operation, @Nullable Money amount) {
        return tx.execute(() -> {
            var wallet = lock(operation);
            var row = store.find(operation).orElseThrow();
            var wanted = row.hold().isFree() || amount == null ? row.held() : amount;
            return switch (row.status()) {
                case HELD -> capture(wallet, row, wanted);
                case FREE, CHARGED, REFUNDED -> row.price().equals(wanted) ? new HoldEnd.Done(row.view()) : new HoldEnd.Captured(row.price());
                case RELEASED, FAILED -> new HoldEnd.Released();
            };
        });
    }

    private HoldEnd capture(Locked wallet, HoldRow row, Money amount) {
        var now = clock.instant();
        if (!now.isBefore(row.expiresAt())) {
            release(wallet, row, now);
            return new HoldEnd.Released();
        }
        if (amount.compareTo(row.held()) > 0) {
            return new HoldEnd.TooMuch(row.held());
        }
        var after = wallet.funds().capture(row.hold(), amount.minor());
        store.updateFunds(wallet, after, now);
        store.updateCaptured(row, amount, after, now);
        if (amount.isPositive()) {
            ledger.postOperation(row.customer(), row.id().value(), wallet.account(), wallet.revenueAccount(), amount, now);
        }
        return new HoldEnd.Done(store.find(row.id()).orElseThrow().view());
    }

    public HoldEnd release(OperationId operation) {
        return tx.execute(() -> {
            var wallet = lock(operation);
            var row = store.find(operation).orElseThrow();
            return switch (row.status()) {
                case HELD -> {
                    release(wallet, row, clock.instant());
                    yield new HoldEnd.Done(store.find(operation).orElseThrow().view());
                }
                case RELEASED, FAILED -> new HoldEnd.Done(row.view());
                case FREE, CHARGED, REFUNDED -> new HoldEnd.Captured(row.price());
            };
        });
    }

    private void release(Locked wallet, HoldRow row, Instant now) {
        var after = wallet.funds().release(row.hold());
        store.updateFunds(wallet, after, now);
        store.updateReleased(row, after, now);
        log.info("event=hold_released operation={} wallet={} minor={}", row.id(), row.wallet(), row.hold().minor());
    }

    private Locked lock(OperationId operation) {
        var row = store.find(operation).orElseThrow();
        return store.lock(row.wallet(), row.customer());
    }
}
