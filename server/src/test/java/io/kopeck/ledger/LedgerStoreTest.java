package io.kopeck.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Postings: inside a transaction or not at all, once, balanced. */
class LedgerStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final Platform platform = Platform.shared();
    private final Ledger ledger = platform.bean(Ledger.class);
    private final Transactions tx = platform.bean(Transactions.class);
    private final CustomerId customer = new CustomerId(UUID.randomUUID());
    private final UUID payment = UUID.randomUUID();
    private final LedgerAccount bank = LedgerAccount.acquirer("bank-" + customer, Currency.RUB);
    private final LedgerAccount earned = LedgerAccount.revenue("product-" + customer, Currency.RUB);

    @Test
    void postsOnlyInsideATransaction() {
        assertThatIllegalStateException().isThrownBy(() -> ledger.post(charge("charge:1", 9999)));
    }

    @Test
    void addsUpChargesAndRefundsToTheKopeck() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        long expected = 0;
        for (int i = 0; i < 50; i++) {
            long amount = random.nextLong(1, 100_000);
            boolean charge = random.nextInt(3) > 0;
            var transfer = charge ? charge("charge:" + i, amount) : refund("refund:" + i, amount);
            tx.run(() -> ledger.post(transfer));
            expected += charge ? amount : -amount;
        }

        assertThat(ledger.balance(bank).minor()).as("seed " + seed).isEqualTo(expected);
        assertThat(ledger.balance(earned).minor()).as("seed " + seed).isEqualTo(-expected);
        assertThat(ledger.netOfPaymentMinor(customer, payment)).as("seed " + seed).isEqualTo(expected);
    }

    @Test
    void refusesTheSamePostingTwice() {
        tx.run(() -> ledger.post(charge("charge:1", 9999)));

        assertThatThrownBy(() -> tx.run(() -> ledger.post(charge("charge:1", 9999)))).isInstanceOf(DataIntegrityViolationException.class);

        assertThat(ledger.balance(bank).minor()).isEqualTo(9999);
    }

    @Test
    void leavesNothingOfATransactionThatFails() {
        assertThatIllegalStateException().isThrownBy(() -> tx.run(() -> {
            ledger.post(charge("charge:1", 9999));
            throw new IllegalStateException("the settlement failed");
        }));

        tx.run(() -> ledger.post(charge("charge:1", 9999)));
        assertThat(ledger.balance(bank).minor()).isEqualTo(9999);
    }

    @Test
    void refusesTransfersThatMoveNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> charge("charge:1", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> charge("charge:1", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> transfer("same", bank, bank, 1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> transfer(
                "currencies", bank, LedgerAccount.revenue("product", Currency.USD), 1, null));
    }

    @Test
    void sumsToZeroOverAllAccounts() {
        tx.run(() -> ledger.post(charge("charge:1", 12_345)));

        var sum = new RawSql(platform.database()).text("""
                select coalesce(sum(case when a.id = t.debit_account_id then t.amount_minor else -t.amount_minor end), 0)
                from ledger.transfer t join ledger.account a on a.id in (t.debit_account_id, t.credit_account_id)""");

        assertThat(sum).isEqualTo("0");
    }

    private Transfer charge(String key, long minor) {
        return transfer(key, bank, earned, minor, null);
    }

    private Transfer refund(String key, long minor) {
        return transfer(key, earned, bank, minor, UUID.randomUUID());
    }

    private Transfer transfer(String key, LedgerAccount debit, LedgerAccount credit, long minor, @Nullable UUID refund) {
        return new Transfer(customer, key, debit, credit, new Money(minor, Currency.RUB),
                refund == null ? Transfer.Reason.CHARGE : Transfer.Reason.REFUND, payment, refund, NOW);
    }
}
