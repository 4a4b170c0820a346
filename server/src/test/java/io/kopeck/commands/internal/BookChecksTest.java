package io.kopeck.commands.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.platform.verify.BookCheck;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every check of the books passes on what really happened, and fails when its truth is falsified. Each case writes its
 * falsehood in a transaction that is rolled back.
 */
@ExtendWith(QuietCommands.class)
final class BookChecksTest {

    private static final String LEDGER_BALANCES = "the balances of all accounts of a currency sum to zero";
    private static final String TRANSFER_ACCOUNTS = "every transfer names two existing accounts of its own currency";
    private static final String CHARGES = "every settled payment equals its charge transfers, and every charge transfer has its payment";
    private static final String REFUNDS = "every succeeded refund equals its one refund transfer, and every refund transfer has its refund";
    private static final String REFUND_SUMS = "refunds, those under way included, never exceed what was settled";
    private static final String SUCCESSES = "a payment succeeded exactly when one attempt did, and is settled only by attempts that took money";
    private static final String PERIODS = "no period of a subscription is paid twice";
    private static final String DEPOSITS = "what came for a wallet is in it, returned or on its way back";
    private static final String RECEIPTS = "with receipts on, every settled payment and refund has its receipt document, of its amount";
    private static final String COVERAGE = "the period of every live subscription is a trial or was paid";
    private static final String ONE_LIVE = "no customer has two live subscriptions to one product";
    private static final String CREDIT = "the credit of every customer is what its entries add up to";
    private static final String PROMO = "every promo code is used as often as its count says";
    private static final String WALLETS = "every wallet has what its transfers add up to, and holds what its held operations add up to";
    private static final String DEBTS = "every wallet owes what its transfers add up to";
    private static final String OPERATIONS = "every operation's price is in the ledger once if it was charged, and back once if it was returned";
    private static final String SET_ASIDE = "no event is set aside";

    private static final String A_PAYMENT = "select id from payments.payment where settled_minor > 0 order by id limit 1";
    private static final String A_REFUND = "select id from payments.refund where state = 'succeeded' order by id limit 1";
    private static final String OPEN_LEDGER = "alter table ledger.transfer disable trigger user; alter table ledger.account disable trigger user;";

    /** Puts the money of a payment into the only wallet, in the ledger too. */
    private static final String FILL_WALLET = OPEN_LEDGER + """
            update ledger.transfer set credit_account_id = (select account_id from wallets.wallet)
             where payment_id = (select id from payments.payment where purpose = 'renew');
            update wallets.wallet set balance_minor = (select settled_minor from payments.payment where purpose = 'renew');""";

    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        context = CommandContext.start(
                PlayedBooks.settings(PlayedBooks.copy()), CommandContext.MigratedDatabase.class, VerifyCommand.Checks.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void allPassOnWhatReallyHappened() {
        assertThat(failingAfter("select")).isEmpty();
    }

    @Test
    void everyCheckHasItsFalsehoods() {
        var falsified = falsehoods().flatMap(arguments -> ((List<?>) arguments.get()[2]).stream()).distinct().toList();

        assertThat(checks().stream().map(BookCheck::name)).isEqualTo(falsified.stream().sorted(this::inOrder).toList());
    }

    private int inOrder(Object one, Object other) {
        var names = checks().stream().map(BookCheck::name).toList();
        return Integer.compare(names.indexOf(one.toString()), names.indexOf(other.toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("falsehoods")
    void aFalsehoodIsFound(String what, String sql, List<String> failing) {
        assertThat(failingAfter(sql)).isEqualTo(failing);
    }

    static Stream<Arguments> falsehoods() {
        return Stream.of(
                falsehood("a transfer to an account of another currency", OPEN_LEDGER + """
                        with usd as (insert into ledger.account (kind, name, currency) values ('revenue', 'cinema', 'USD') returning id)
                        update ledger.transfer set credit_account_id = (select id from usd)
                         where idempotency_key = (select min(idempotency_key) from ledger.transfer)""",
                        LEDGER_BALANCES, TRANSFER_ACCOUNTS),
                falsehood("a transfer to no account", OPEN_LEDGER
                        + "update ledger.transfer set debit_account_id = 999 where refund_id is null", LEDGER_BALANCES, TRANSFER_ACCOUNTS),
                falsehood("a transfer in another currency than its accounts", OPEN_LEDGER
                        + "update ledger.transfer set currency = 'USD' where refund_id is not null", TRANSFER_ACCOUNTS, REFUNDS),
                falsehood("a charge of another amount", OPEN_LEDGER
                        + "update ledger.transfer set amount_minor = amount_minor - 1 where payment_id = (" + A_PAYMENT + ") and refund_id is null",
                        CHARGES),
                falsehood("a charge that was not posted", OPEN_LEDGER
                        + "delete from ledger.transfer where payment_id = (" + A_PAYMENT + ") and refund_id is null", CHARGES),
                falsehood("a charge posted twice", OPEN_LEDGER + """
                        insert into ledger.transfer (customer_id, idempotency_key, debit_account_id, credit_account_id, amount_minor,
                               currency, reason, payment_id, occurred_at)
                        select customer_id, idempotency_key || ':again', debit_account_id, credit_account_id, amount_minor, currency,
                               reason, payment_id, occurred_at from ledger.transfer where refund_id is null limit 1""", CHARGES),
                falsehood("a charge without a payment", OPEN_LEDGER + """
                        insert into ledger.transfer (customer_id, idempotency_key, debit_account_id, credit_account_id, amount_minor,
                               currency, reason, payment_id, occurred_at)
                        select customer_id, 'invented', debit_account_id, credit_account_id, amount_minor, currency, reason,
                               gen_random_uuid(), occurred_at from ledger.transfer where refund_id is null limit 1""", CHARGES),
                falsehood("a refund of another amount", OPEN_LEDGER
                        + "update ledger.transfer set amount_minor = amount_minor + 1 where refund_id = (" + A_REFUND + ")", REFUNDS),
                falsehood("a refund that was not posted", OPEN_LEDGER
                        + "delete from ledger.transfer where refund_id = (" + A_REFUND + ")", REFUNDS),
                falsehood("a refund transfer of a refund that failed",
                        "update payments.refund set state = 'failed', settled_at = null where id = (" + A_REFUND + ")", REFUNDS, REFUND_SUMS),
                falsehood("more refunded than settled", """
                        alter table payments.payment drop constraint payment_refunds_within_settled;
                        update payments.payment set refunded_minor = refunded_minor + 1 where refunded_minor > 0""", REFUND_SUMS),
                falsehood("a refund that nothing is reserved for", """
                        insert into payments.refund (customer_id, id, payment_id, attempt, amount_minor, currency, cause, reason,
                               requested_by, state, next_check_at, created_at, modified_at)
                        select customer_id, gen_random_uuid(), id, 1, 1, currency, 'staff', '', 'test', 'due', now(), now(), now()
                          from payments.payment where settled_minor > 0 limit 1""", REFUND_SUMS),
                falsehood("a success without a succeeded attempt",
                        "update payments.attempt set state = 'declined' where payment_id = (" + A_PAYMENT + ")", SUCCESSES),
                falsehood("a payment that does not know it succeeded",
                        "update payments.payment set state = 'canceled' where id = (" + A_PAYMENT + ")", SUCCESSES),
                falsehood("two succeeded attempts", """
                        drop index payments.attempt_one_live;
                        insert into payments.attempt (customer_id, payment_id, number, idempotency_key, customer_present, state,
                               provider_payment_id, sent_at, key_expires_at)
                        select customer_id, payment_id, number + 1, idempotency_key || 'x', customer_present, state,
                               provider_payment_id || 'x', sent_at, key_expires_at
                          from payments.attempt where state = 'succeeded' limit 1""", SUCCESSES),
                falsehood("a period paid twice", OPEN_LEDGER + """
                        drop index payments.payment_one_per_period;
                        update payments.payment set period_number = 0 where purpose = 'renew'""" + ";"
                        + """
                        update payments.payment p set subscription_id = (select subscription_id from payments.payment where purpose = 'renew')
                         where purpose = 'renew'""",
                        PERIODS, COVERAGE),
                falsehood("a top-up that went no further", OPEN_LEDGER + """
                        update ledger.transfer set credit_account_id = (select id from ledger.account where kind = 'deposit')
                         where payment_id = (select id from payments.payment where purpose = 'renew');
                        update payments.payment set purpose = 'top_up', subscription_id = null, period_number = null where purpose = 'renew'""",
                        DEPOSITS, COVERAGE),
                falsehood("a settlement without its receipt",
                        "update payments.payment set receipt = '{}' where id = (" + A_PAYMENT + ")", RECEIPTS),
                falsehood("a receipt of another amount", """
                        update payments.payment set receipt = '{}' where id = (select id from payments.payment where purpose = 'renew' limit 1);
                        insert into payments.receipt (customer_id, id, payment_id, attempt, amount_minor, currency, document, state, rode,
                               next_check_at, opened_at, due_by, created_at, modified_at)
                        select customer_id, gen_random_uuid(), id, 1, settled_minor - 1, currency, '{}', 'due', true, now(), now(), now(), now(), now()
                          from payments.payment where purpose = 'renew' limit 1""", RECEIPTS),
                falsehood("a period nobody paid for",
                        "update subscriptions.subscription set period_number = period_number + 1 where state = 'active' and not trial", COVERAGE),
                falsehood("a trial that is none",
                        "update subscriptions.subscription set trial = false where trial", COVERAGE),
                falsehood("two live subscriptions", """
                        drop index subscriptions.subscription_one_live; drop index subscriptions.subscription_one_trial;
                        insert into subscriptions.subscription
                        select s.customer_id, gen_random_uuid(), product, tariff_id, tariff_version, price_minor, currency, method_id, state,
                               trial, trial_granted, anchor, anchor_index, period_number, period_start, period_end, charge_attempts,
                               last_charge_attempt, next_attempt_at, waiting_until, ended_at, due_at, created_at, modified_at, version
                          from subscriptions.subscription s where trial""", ONE_LIVE),
                falsehood("credit from nowhere", """
                        insert into subscriptions.credit (customer_id, product, currency, balance_minor)
                        select customer_id, product, currency, 1 from subscriptions.subscription limit 1""", CREDIT),
                falsehood("a use of a promo code that nobody made",
                        "insert into subscriptions.promo_count (code, uses_max, used) values ('CODE', null, 1)", PROMO),
                falsehood("a wallet with money from nowhere", FILL_WALLET + "update wallets.wallet set balance_minor = balance_minor + 1", WALLETS),
                falsehood("a wallet that lost money", FILL_WALLET + "update wallets.wallet set balance_minor = balance_minor - 1", WALLETS),
                falsehood("money in no wallet", FILL_WALLET + "update wallets.wallet set balance_minor = 0, account_id = 0", WALLETS),
                falsehood("money held for no operation",
                        FILL_WALLET + "update wallets.wallet set balance_minor = balance_minor - 1, held_minor = 1", WALLETS),
                falsehood("an operation that holds what its wallet does not", FILL_WALLET + operation("held", 0, 1), WALLETS),
                falsehood("an operation released but still set aside", FILL_WALLET + operation("released", 0, 1)
                        + "; update wallets.wallet set balance_minor = balance_minor - 1, held_minor = 1", WALLETS),
                falsehood("a debt that nobody knows of", "update wallets.wallet set debt_minor = 1", DEBTS),
                falsehood("a debt of no wallet", OPEN_LEDGER + """
                        insert into ledger.account (kind, name, currency) values ('receivable', gen_random_uuid()::text, 'RUB');
                        update ledger.transfer set credit_account_id = (select id from ledger.account where kind = 'receivable')
                         where payment_id = (select id from payments.payment where purpose = 'renew')""", DEBTS),
                falsehood("a charged operation that was not posted", operation("charged", 100, null), OPERATIONS),
                falsehood("a captured operation posted for another amount",
                        FILL_WALLET + operation("charged", 100, 200) + "; " + transferOfNewest("operation", 200), OPERATIONS),
                falsehood("a returned operation whose price did not go back",
                        FILL_WALLET + operation("refunded", 100, null) + "; " + transferOfNewest("operation", 100), OPERATIONS),
                falsehood("a charged operation whose price went back", FILL_WALLET + operation("charged", 100, null) + "; "
                        + transferOfNewest("operation", 100) + "; " + transferOfNewest("operation_refund", 100), OPERATIONS),
                falsehood("a held operation that was posted", FILL_WALLET + operation("held", 0, 1)
                        + "; update wallets.wallet set balance_minor = balance_minor - 1, held_minor = 1; " + transferOfNewest("operation", 1), OPERATIONS),
                falsehood("a free operation that cost something", FILL_WALLET + operation("free", 0, null) + "; " + transferOfNewest("operation", 1), OPERATIONS),
                falsehood("an operation charged for nothing", operation("charged", 0, null), OPERATIONS),
                falsehood("an event set aside", """
                        insert into platform.event_set_aside (consumer, sequence, cause)
                        select 'test', min(sequence), 'Bug' from platform.event_log""", SET_ASIDE));
    }

    /** An operation of the only wallet, newer than all others. */
    private static String operation(String status, long priceMinor, @Nullable Integer heldMinor) {
        boolean isHold = heldMinor != null;
        boolean isCaptured = isHold && !List.of("held", "released").contains(status);
        return """
                insert into wallets.operation (customer_id, wallet_id, id, task_id, type, status, price_minor, balance_after_minor, free_left_after,
                       created_at, refunded_at, held_minor, held_on, expires_at, captured_at, released_at)
                select customer_id, id, 'ffffffff-ffff-7fff-bfff-ffffffffffff', 'invented', 'generate', '%s', %d, 0, 0, now(), %s, %s, %s, %s, %s, %s
                  from wallets.wallet""".formatted(
                status, priceMinor, status.equals("refunded") ? "now()" : "null", heldMinor, isHold ? "current_date" : "null", isHold ? "now()" : "null",
                isCaptured ? "now()" : "null", status.equals("released") ? "now()" : "null");
    }

    /** A transfer of the newest operation, which its wallet knows of. */
    private static String transferOfNewest(String reason, long minor) {
        boolean back = reason.equals("operation_refund");
        return """
                insert into ledger.transfer (customer_id, idempotency_key, debit_account_id, credit_account_id, amount_minor, currency, reason,
                       operation_id, occurred_at)
                select customer_id, '%1$s', %2$s, %3$s, %4$d, currency, '%1$s', (select id from wallets.operation order by id desc limit 1), now()
                  from wallets.wallet;
                update wallets.wallet set balance_minor = balance_minor + %5$d""".formatted(
                reason, back ? "revenue_account_id" : "account_id", back ? "account_id" : "revenue_account_id", minor, back ? minor : -minor);
    }

    private static Arguments falsehood(String what, String sql, String... failing) {
        return Arguments.of(what, sql, List.of(failing));
    }

    private static List<String> failingAfter(String sql) {
        var transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        return transaction.execute(status -> {
            status.setRollbackOnly();
            context.getBean(DSLContext.class).execute(sql);
            return checks().stream().filter(check -> !check.findings(5).isEmpty()).map(BookCheck::name).toList();
        });
    }

    private static List<BookCheck> checks() {
        return context.getBeanProvider(BookCheck.class).orderedStream().toList();
    }
}
