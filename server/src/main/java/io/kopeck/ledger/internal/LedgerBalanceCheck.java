package io.kopeck.ledger.internal;

import static io.kopeck.ledger.internal.db.Tables.ACCOUNT;
import static io.kopeck.ledger.internal.db.Tables.TRANSFER;
import static org.jooq.impl.DSL.sum;

import io.kopeck.platform.verify.BookCheck;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Double entry: what is debited to some accounts of a currency is credited to others of it. */
@Component
@Order(100)
final class LedgerBalanceCheck implements BookCheck {

    private final DSLContext db;

    LedgerBalanceCheck(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "the balances of all accounts of a currency sum to zero";
    }

    @Override
    public List<String> findings(int max) {
        var account = TRANSFER.DEBIT_ACCOUNT_ID.as("account_id");
        var minor = TRANSFER.AMOUNT_MINOR.as("minor");
        var movements = db
                .select(account, minor)
                .from(TRANSFER)
                .unionAll(db.select(TRANSFER.CREDIT_ACCOUNT_ID, TRANSFER.AMOUNT_MINOR.neg()).from(TRANSFER))
                .asTable("movement");
        var balance = sum(movements.field(minor));
        return db.select(ACCOUNT.CURRENCY, balance)
                .from(movements)
                .join(ACCOUNT).on(ACCOUNT.ID.eq(movements.field(account)))
                .groupBy(ACCOUNT.CURRENCY)
                .having(balance.ne(BigDecimal.ZERO))
                .orderBy(ACCOUNT.CURRENCY)
                .limit(max)
                .fetch(row -> row.value1() + ": the sum is " + row.value2() + " minor units");
    }
}
