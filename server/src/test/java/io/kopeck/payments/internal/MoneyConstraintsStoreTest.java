package io.kopeck.payments.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.testing.RawSql;
import io.kopeck.testing.TestPostgres;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database refuses whoever asks: each case is SQL that passes all code by. */
class MoneyConstraintsStoreTest {

    private static final RawSql SQL = new RawSql(TestPostgres.fresh());

    private final UUID customer = UUID.randomUUID();
    private final UUID subscription = UUID.randomUUID();

    // --- payments ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"open", "in_flight", "pending", "held", "parked", "succeeded"})
    void refusesASecondPaymentForOnePeriod(String first) {
        insertPayment("renew", first, 3);

        assertRefused(() -> insertPayment("renew", "in_flight", 3), "payment_one_per_period");
        assertThatCode(() -> insertPayment("renew", "in_flight", 4)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"canceled", "failed"})
    void allowsAnotherPaymentForAPeriodThatWasNotPaid(String first) {
        insertPayment("renew", first, 3);

        assertThatCode(() -> insertPayment("renew", "in_flight", 3)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "in_flight", "pending", "held", "parked"})
    void refusesASecondUnfinishedFirstPaymentForOneProduct(String first) {
        insertPayment("subscribe", first, UUID.randomUUID(), 0);

        assertRefused(() -> insertPayment("subscribe", "in_flight", UUID.randomUUID(), 0), "payment_one_subscribe");
    }

    @Test
    void refusesASecondUnfinishedBinding() {
        insertPayment("bind", "pending", null, null);

        assertRefused(() -> insertPayment("bind", "in_flight", null, null), "payment_one_bind");
    }

    @Test
    void refusesASucceededPaymentWithoutMoney() {
        var payment = insertPayment("renew", "in_flight", 1);

        assertRefused(() -> SQL.run("update payments.payment set state = 'succeeded' where id = ?", payment), "violates check constraint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "unknown", "pending", "held", "parked", "succeeded"})
    void refusesASecondLiveAttemptOfOnePayment(String first) {
        var payment = insertPayment("renew", "in_flight", 1);
        insertAttempt(payment, 1, first);

        assertRefused(() -> insertAttempt(payment, 2, "sent"), "attempt_one_live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"declined", "rejected", "surplus"})
    void allowsANextAttemptAfterOneThatIsOver(String first) {
        var payment = insertPayment("renew", "open", 1);
        insertAttempt(payment, 1, first);

        assertThatCode(() -> insertAttempt(payment, 2, "sent")).doesNotThrowAnyException();
    }

    // --- refunds -----------------------------------------------------------------------------------------------------

    @Test
    void refusesRefundsAboveWhatWasSettled() {
        var payment = insertPayment("renew", "in_flight", 1);
        SQL.run("update payments.payment set state = 'succeeded', settled_minor = 9999, settled_at = now() where id = ?", payment);

        SQL.run("update payments.payment set refunded_minor = 9999 where id = ?", payment);

        assertRefused(() -> SQL.run("update payments.payment set refunded_minor = 10000 where id = ?", payment),
                "payment_refunds_within_settled");
        assertRefused(() -> SQL.run("update payments.payment set refunded_minor = -1 where id = ?", payment),
                "payment_refunds_within_settled");
    }

    @Test
    void refusesARefundOfAPaymentThatTookNothing() {
        var payment = insertPayment("renew", "in_flight", 1);

        assertRefused(() -> SQL.run("update payments.payment set refunded_minor = 1 where id = ?", payment),
                "payment_refunds_within_settled");
    }

    @Test
    void refusesASecondAutomaticRefundForOneCause() {
        var payment = insertPayment("renew", "in_flight", 1);
        insertRefund(payment, "cancellation", "succeeded");

        assertRefused(() -> insertRefund(payment, "cancellation", "due"), "refund_one_automatic");
        assertThatCode(() -> insertRefund(payment, "staff", "due")).doesNotThrowAnyException();
        assertThatCode(() -> insertRefund(payment, "staff", "due")).doesNotThrowAnyException();
    }

    // --- receipts ----------------------------------------------------------------------------------------------------

    @Test
    void refusesASecondReceiptOfOneSettlement() {
        var payment = insertPayment("renew", "in_flight", 1);
        var refund = insertRefund(payment, "staff", "succeeded");
        insertReceipt(payment, 1, null);
        insertReceipt(payment, 1, refund);

        assertRefused(() -> insertReceipt(payment, 1, null), "receipt_one_per_attempt");
        assertRefused(() -> insertReceipt(payment, 1, refund), "receipt_one_per_refund");
        assertThatCode(() -> insertReceipt(payment, 2, null)).doesNotThrowAnyException();
    }

    @Test
    void refusesAReceiptThatNobodyLooksAfter() {
        var payment = insertPayment("renew", "in_flight", 1);
        insertReceipt(payment, 1, null);

        for (var change : new String[] {"next_check_at = null", "state = 'sent'", "state = 'failed'", "registered_at = now()",
            "idempotency_key = 'key'", "amount_minor = 0"}) {
            assertRefused(() -> SQL.run("update payments.receipt set " + change + " where payment_id = ?", payment), "violates check constraint");
        }
    }

    // --- ledger and audit --------------------------------------------------------------------------------------------

    @Test
    void refusesToChangeOrRemoveTransfersAndAccounts() {
        insertTransfer("charge:1");

        for (var table : new String[] {"ledger.transfer", "ledger.account"}) {
            assertRefused(() -> SQL.run("delete from " + table), "append-only");
            assertRefused(() -> SQL.run("truncate " + table), "append-only");
        }
        assertRefused(() -> SQL.run("update ledger.transfer set amount_minor = 1"), "append-only");
        assertRefused(() -> SQL.run("update ledger.account set name = 'other'"), "append-only");
        assertThat(SQL.text("select amount_minor from ledger.transfer where customer_id = ?", customer)).isEqualTo("9999");
    }

    @Test
    void refusesToPostTheSameTwice() {
        insertTransfer("charge:1");

        assertRefused(() -> insertTransfer("charge:1"), "transfer_payment_key");
        assertThatCode(() -> insertTransfer("charge:2")).doesNotThrowAnyException();
    }

    @Test
    void refusesATransferFromAnAccountToItself() {
        assertRefused(() -> SQL.run("""
                insert into ledger.transfer (customer_id, idempotency_key, debit_account_id, credit_account_id, amount_minor,
                    currency, reason, payment_id, occurred_at)
                values (?, 'same', 1, 1, 1, 'RUB', 'charge', ?, now())""", customer, UUID.randomUUID()), "violates check constraint");
    }

    @Test
    void refusesToChangeOrRemoveAuditEntries() {
        SQL.run("""
                insert into audit.entry (occurred_at, actor, action, subject_kind, subject_id, details)
                values (now(), 'root', 'payment.resolve', 'payment', ?, '{}')""", customer);

        assertRefused(() -> SQL.run("update audit.entry set actor = 'nobody'"), "never changed");
        assertRefused(() -> SQL.run("delete from audit.entry"), "never changed");
        assertRefused(() -> SQL.run("truncate audit.entry"), "never changed");
    }

    @Test
    void refusesConsentForNoMethodAndASecondOneOfAKind() {
        var method = UUID.randomUUID();
        assertRefused(() -> insertConsent(method), "violates foreign key");
        SQL.run("""
                insert into payments.method (customer_id, id, account, token, kind, created_at, modified_at)
                values (?, ?, 'yookassa', ?, 'bank_card', now(), now())""", customer, method, method.toString());

        insertConsent(method);

        assertRefused(() -> insertConsent(method), "consent_pkey");
    }

    private UUID insertPayment(String purpose, String state, int period) {
        return insertPayment(purpose, state, subscription, period);
    }

    private UUID insertPayment(String purpose, String state, UUID subscriptionId, Integer period) {
        var id = UUID.randomUUID();
        boolean paid = state.equals("succeeded");
        SQL.run("""
                insert into payments.payment (customer_id, id, product, account, purpose, subscription_id, period_number,
                    amount_minor, currency, description, save_method, capture, return_token, state, settled_minor, settled_at,
                    expires_at, created_at, modified_at)
                values (?, ?, 'cinema', 'yookassa', ?, ?::uuid, ?::int, 9999, 'RUB', 'a week', false, true, ?, ?, ?,
                    case when ? then now() end, now(), now(), now())""",
                customer, id, purpose, subscriptionId == null ? null : subscriptionId.toString(), period, id.toString(), state,
                paid ? 9999L : 0L, paid);
        return id;
    }

    private void insertAttempt(UUID payment, int number, String state) {
        SQL.run("""
                insert into payments.attempt (customer_id, payment_id, number, idempotency_key, customer_present, state,
                    provider_payment_id, sent_at, key_expires_at, next_check_at)
                values (?, ?, ?, ?, false, ?, ?, now(), now(), case when ? then now() end)""",
                customer, payment, number, payment + "#" + number, state, payment + "-" + number,
                state.equals("sent") || state.equals("unknown") || state.equals("pending"));
    }

    private UUID insertRefund(UUID payment, String cause, String state) {
        var id = UUID.randomUUID();
        SQL.run("""
                insert into payments.refund (customer_id, id, payment_id, attempt, amount_minor, currency, cause, reason,
                    requested_by, state, next_check_at, settled_at, created_at, modified_at)
                values (?, ?, ?, 1, 100, 'RUB', ?, '', 'test', ?, case when ? then now() end, case when ? then now() end, now(), now())""",
                customer, id, payment, cause, state, state.equals("due"), state.equals("succeeded"));
        return id;
    }

    private void insertReceipt(UUID payment, int attempt, UUID refund) {
        SQL.run("""
                insert into payments.receipt (customer_id, id, payment_id, attempt, refund_id, amount_minor, currency, document, state,
                    rode, next_check_at, opened_at, due_by, created_at, modified_at)
                values (?, ?, ?, ?, ?, 100, 'RUB', '{}', 'due', true, now(), now(), now(), now(), now())""",
                customer, UUID.randomUUID(), payment, attempt, refund);
    }

    private void insertTransfer(String key) {
        SQL.run("""
                insert into ledger.account (kind, name, currency) values ('acquirer', 'yookassa', 'RUB'), ('revenue', 'cinema', 'RUB')
                on conflict do nothing""");
        SQL.run("""
                insert into ledger.transfer (customer_id, idempotency_key, debit_account_id, credit_account_id, amount_minor,
                    currency, reason, payment_id, occurred_at)
                values (?, ?, 1, 2, 9999, 'RUB', 'charge', ?, now())""", customer, key, subscription);
    }

    private void insertConsent(UUID method) {
        SQL.run("""
                insert into payments.consent (customer_id, method_id, deed, text_version, channel, occurred_at)
                values (?, ?, 'given', '2026-11', 'api', now())""", customer, method);
    }

    private static void assertRefused(ThrowingCallable deed, String words) {
        assertThatThrownBy(deed).isInstanceOf(RawSql.Refusal.class).hasMessageContaining(words);
    }
}
