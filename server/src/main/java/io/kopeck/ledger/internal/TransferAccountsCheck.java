package io.kopeck.ledger.internal;

import static io.kopeck.ledger.internal.db.Tables.ACCOUNT;
import static io.kopeck.ledger.internal.db.Tables.TRANSFER;

import io.kopeck.platform.verify.BookCheck;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Stands in for the foreign key that transfers do without: see docs/decisions/0008-ledger-without-account-keys.md. */
@Component
@Order(110)
final class TransferAccountsCheck implements BookCheck {

    private final DSLContext db;

    TransferAccountsCheck(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "every transfer names two existing accounts of its own currency";
    }

    @Override
    public List<String> findings(int max) {
        var debit = ACCOUNT.as("debit");
        var credit = ACCOUNT.as("credit");
        return db.select(TRANSFER.CUSTOMER_ID, TRANSFER.IDEMPOTENCY_KEY, TRANSFER.CURRENCY)
                .from(TRANSFER)
                .leftJoin(debit).on(debit.ID.eq(TRANSFER.DEBIT_ACCOUNT_ID)).and(debit.CURRENCY.eq(TRANSFER.CURRENCY))
                .leftJoin(credit).on(credit.ID.eq(TRANSFER.CREDIT_ACCOUNT_ID)).and(credit.CURRENCY.eq(TRANSFER.CURRENCY))
                .where(debit.ID.isNull().or(credit.ID.isNull()))
                .limit(max)
                .fetch(row -> "transfer " + row.value2() + " of customer " + row.value1() + " in " + row.value3());
    }
}
