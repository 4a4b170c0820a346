package io.kopeck.wallets.internal;

import static io.kopeck.wallets.internal.db.Routines.charge;

import io.kopeck.kernel.Money;
import io.kopeck.platform.time.Ids;
import io.kopeck.wallets.Charge;
import io.kopeck.wallets.ChargeResult;
import io.kopeck.wallets.ChargeResult.Refusal;
import io.kopeck.wallets.OperationId;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.internal.db.tables.records.ChargeRecord;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Applies charges by the database's own function, {@code wallets.charge} (db/migration/R__wallets_charge.sql). */
@Component
class ChargeStore {

    private final DSLContext db;
    private final Ids ids;
    private final Clock clock;

    ChargeStore(DSLContext db, Ids ids, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * One statement and one commit, whatever their number.
     *
     * @param charges no two of the same task
     * @return an answer for each, in the same order
     */
    List<ChargeResult> apply(List<Charge> charges) {
        var results = new ChargeResult[charges.size()];
        var applied = charge(
                each(charges, UUID[]::new, one -> one.customer().value()),
                each(charges, UUID[]::new, one -> one.wallet().value()),
                each(charges, UUID[]::new, _ -> ids.next()),
                each(charges, String[]::new, Charge::taskId),
                each(charges, String[]::new, Charge::type),
                each(charges, Long[]::new, one -> one.price().minor()),
                clock.instant(),
                each(charges, LocalDate[]::new, Charge::day));
        for (var row : db.selectFrom(applied).fetch()) {
            int index = row.getN() - 1;
            results[index] = result(charges.get(index), row);
        }
        return List.of(results);
    }

    private static <T> T[] each(List<Charge> charges, IntFunction<T[]> array, Function<Charge, T> value) {
        return charges.stream().map(value).toArray(array);
    }

    private static ChargeResult result(Charge charge, ChargeRecord row) {
        var currency = charge.price().currency();
        var price = new Money(row.getPrice(), currency);
        var balance = new Money(row.getBalance(), currency);
        return switch (row.getOutcome()) {
            case "charged", "replayed" -> new ChargeResult.Done(
                    new OperationId(row.getOperationId()), OperationStatus.ofWire(row.getStatus()), price, balance, row.getFreeLeft());
            case "insufficient_funds" -> new ChargeResult.Refused(Refusal.INSUFFICIENT_FUNDS, price, balance, row.getFreeLeft());
            case "limit_reached" -> new ChargeResult.Refused(Refusal.LIMIT_REACHED, price, balance, row.getFreeLeft());
            case "blocked" -> new ChargeResult.Refused(Refusal.BLOCKED, price, balance, row.getFreeLeft());
            case "held" -> new ChargeResult.Refused(Refusal.HELD, price, balance, row.getFreeLeft());
            case "released" -> new ChargeResult.Refused(Refusal.RELEASED, price, balance, row.getFreeLeft());
            default -> throw new IllegalStateException("wallet " + charge.wallet() + ": " + row.getOutcome());
        };
    }
}
