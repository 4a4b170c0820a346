package io.kopeck.subscriptions.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.testing.RawSql;
import io.kopeck.testing.TestPostgres;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database refuses about subscriptions: each case is SQL that passes all code by. */
class SubscriptionConstraintsStoreTest {

    private static final RawSql SQL = new RawSql(TestPostgres.fresh());

    private final UUID customer = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({"active, active", "waiting, active", "no_auto_payment, active", "active, waiting", "active, no_auto_payment",
            "waiting, no_auto_payment", "paused, active", "active, paused"})
    void refusesASecondLiveSubscriptionToAProduct(String first, String second) {
        insert(first, "cinema", false);

        assertRefused(() -> insert(second, "cinema", false), "subscription_one_live");
        assertThatCode(() -> insert(second, "movix", false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"canceled", "expired"})
    void allowsAnotherAfterOneThatHasEnded(String first) {
        insert(first, "cinema", false);

        assertThatCode(() -> insert("active", "cinema", false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"canceled", "expired"})
    void refusesASecondTrialEvenAfterTheFirstHasEnded(String first) {
        insert(first, "cinema", true);

        assertRefused(() -> insert("active", "cinema", true), "subscription_one_trial");
        assertThatCode(() -> insert("active", "movix", true)).doesNotThrowAnyException();
    }

    @Test
    void refusesToBringAnEndedOneBackBesideALiveOne() {
        insert("expired", "cinema", false);
        insert("active", "cinema", false);

        assertRefused(() -> SQL.run(
                "update subscriptions.subscription set state = 'no_auto_payment', ended_at = null where customer_id = ? and state = 'expired'",
                customer), "subscription_one_live");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "set method_id = null",
        "set waiting_until = now()",
        "set next_attempt_at = now()",
        "set ended_at = now()",
        "set state = 'waiting'",
        "set state = 'expired'",
        "set state = 'unheard_of'",
        "set period_end = period_start",
        "set trial = true, trial_granted = false",
        "set price_minor = 0",
        "set paused_at = period_start, paused_until = period_end",
        "set value_minor = -1",
        "set next_tariff_id = id",
        "set charge_attempts = -1"})
    void refusesColumnsThatDoNotFitAnActiveOne(String change) {
        insert("active", "cinema", false);

        assertRefused(() -> SQL.run("update subscriptions.subscription " + change + " where customer_id = ?", customer),
                "violates check constraint");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            set paused_at = null, paused_until = null        | subscription_paused_from
            set paused_until = null                          | subscription_paused_until
            set paused_until = paused_at                     | subscription_paused_until
            set paused_at = period_start - interval '1 hour' | subscription_paused_within_period
            set paused_at = period_end, paused_until = period_end + interval '1 day' | subscription_paused_within_period
            set state = 'active'                             | subscription_paused_from""")
    void refusesColumnsThatDoNotFitAPausedOne(String change, String constraint) {
        insert("paused", "cinema", false);

        assertRefused(() -> SQL.run("update subscriptions.subscription " + change + " where customer_id = ?", customer), constraint);
    }

    @Test
    void refusesAChangeOfTariffUnderWayForWhatDoesNotRun() {
        insert("no_auto_payment", "cinema", false);

        assertRefused(() -> SQL.run("update subscriptions.subscription set change_payment_id = id where customer_id = ?", customer),
                "subscription_change_of_active");
    }

    @Test
    void keepsCreditAsEntriesThatAreWrittenOnceAndNeverChanged() {
        assertRefused(() -> credit(-1), "credit_not_negative");
        credit(100);
        var subscription = UUID.randomUUID();
        entry(subscription, 100, "unused", 1);

        assertRefused(() -> entry(subscription, 50, "unused", 1), "credit_entry_once");
        assertRefused(() -> entry(subscription, 50, "charge", 1), "credit_entry_sign");
        assertRefused(() -> entry(subscription, -50, "returned", 1), "credit_entry_sign");
        assertRefused(() -> entry(subscription, 0, "returned", 1), "credit_entry_sign");
        assertRefused(() -> entry(subscription, 50, "gift", 1), "credit_entry_reason");
        assertRefused(() -> entry(subscription, 50, "returned", -1), "credit_entry_period");
        assertRefused(() -> SQL.run("update subscriptions.credit_entry set amount_minor = 5"), "append-only");
        assertRefused(() -> SQL.run("delete from subscriptions.credit_entry"), "append-only");
        assertRefused(() -> SQL.run("update subscriptions.credit set currency = 'rub' where customer_id = ?", customer), "credit_currency");
    }

    private void credit(long balance) {
        SQL.run("insert into subscriptions.credit (customer_id, product, currency, balance_minor) values (?, 'cinema', 'RUB', ?)", customer, balance);
    }

    private void entry(UUID subscription, long amount, String reason, int period) {
        SQL.run("""
                insert into subscriptions.credit_entry (customer_id, id, product, currency, amount_minor, reason, subscription_id,
                    period_number, occurred_at)
                values (?, ?, 'cinema', 'RUB', ?, ?, ?, ?, now())""", customer, UUID.randomUUID(), amount, reason, subscription, period);
    }

    @Test
    void refusesOneUseOfAPromoCodeTooMany() {
        var code = "C" + customer;
        SQL.run("insert into subscriptions.promo_count (code, uses_max, used) values (?, 1, 1)", code);

        assertRefused(() -> SQL.run("update subscriptions.promo_count set used = used + 1 where code = ?", code), "promo_count_within_limit");
        assertRefused(() -> SQL.run("update subscriptions.promo_count set used = -1 where code = ?", code), "promo_count_not_negative");
        use(code, 1, 0, "held");
        assertRefused(() -> use(code, 1, 0, "used"), "promo_use_one_per_slot");
        assertThatCode(() -> use(code, 1, 0, "released")).doesNotThrowAnyException();
        assertRefused(() -> use(code, 0, 0, "held"), "promo_use_slot");
        assertRefused(() -> use(code, 2, -1, "held"), "promo_use_discount");
        assertRefused(() -> use(code, 2, 0, "lost"), "promo_use_state");
    }

    private void use(String code, int slot, long discount, String state) {
        SQL.run("""
                insert into subscriptions.promo_use (customer_id, subscription_id, code, slot, discount_minor, state, created_at, modified_at)
                values (?, ?, ?, ?, ?, ?, now(), now())""", customer, UUID.randomUUID(), code, slot, discount, state);
    }

    @Test
    void keepsAHistoryOfPausesThatDoNotOverlap() {
        insert("paused", "cinema", false);
        pause("now()", "now() + interval '1 day'", "null");

        assertRefused(() -> pause("now() + interval '1 hour'", "now() + interval '1 day'", "null"), "pause_one_open");
        assertRefused(() -> pause("now()", "now()", "now()"), "pause_lasts");
        assertRefused(() -> pause("now()", "now() + interval '1 day'", "now() - interval '1 hour'"), "pause_ends_after_start");
    }

    private void pause(String start, String until, String end) {
        SQL.run("insert into subscriptions.pause (customer_id, subscription_id, product, started_at, until, ended_at) select customer_id, id, product, "
                + start + ", " + until + ", " + end + " from subscriptions.subscription where customer_id = ?", customer);
    }

    @Test
    void refusesWorkForAnEndedOne() {
        insert("canceled", "cinema", false);

        assertRefused(() -> SQL.run("update subscriptions.subscription set due_at = now() where customer_id = ?", customer),
                "violates check constraint");
    }

    private void insert(String state, String product, boolean trial) {
        SQL.run("""
                insert into subscriptions.subscription (customer_id, id, product, tariff_id, tariff_version, price_minor, currency,
                    method_id, state, trial, trial_granted, anchor, anchor_index, period_number, period_start, period_end,
                    waiting_until, paused_at, paused_until, ended_at, created_at, modified_at)
                values (?, ?, ?, ?, 1, 9999, 'RUB', ?, ?, ?, ?, now(), 0, 0, now(), now() + interval '7 days',
                    case when ? then now() end, case when ? then now() end, case when ? then now() + interval '1 day' end,
                    case when ? then now() end, now(), now())""",
                customer, UUID.randomUUID(), product, UUID.randomUUID(), UUID.randomUUID(), state, trial, trial,
                state.equals("waiting"), state.equals("paused"), state.equals("paused"), state.equals("canceled") || state.equals("expired"));
    }

    private static void assertRefused(ThrowingCallable deed, String words) {
        assertThatThrownBy(deed).isInstanceOf(RawSql.Refusal.class).hasMessageContaining(words);
    }
}
