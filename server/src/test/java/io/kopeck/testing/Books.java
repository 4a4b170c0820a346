package io.kopeck.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.platform.tx.Transactions;
import io.kopeck.platform.verify.BookCheck;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Compares the acquirer's own record of settled money with payments, refunds and ledger, to the kopeck. */
public final class Books {

    private static final String CHARGES = """
            select a.provider_payment_id, p.id, a.number,
                   coalesce((select t.amount_minor from ledger.transfer t
                              where t.customer_id = p.customer_id and t.idempotency_key = 'charge:' || p.id || ':' || a.number), 0)
              from payments.payment p join payments.attempt a on a.customer_id = p.customer_id and a.payment_id = p.id
             where a.state in ('succeeded', 'surplus')""";
    private static final String REFUNDS = """
            select r.provider_refund_id, r.payment_id, r.amount_minor from payments.refund r where r.state = 'succeeded'""";
    private static final String SETTLED_NOT_POSTED = """
            select count(*) from payments.payment p
             where p.settled_minor <> (select coalesce(sum(t.amount_minor), 0) from ledger.transfer t
                                        where t.customer_id = p.customer_id and t.payment_id = p.id and t.reason = 'charge')""";
    private static final String REFUNDED_NOT_RESERVED = """
            select count(*) from payments.payment p
             where p.refunded_minor <> (select coalesce(sum(r.amount_minor), 0) from payments.refund r
                                         where r.customer_id = p.customer_id and r.payment_id = p.id and r.state <> 'failed')""";
    private static final String REFUNDS_NOT_POSTED = """
            select count(*) from payments.refund r
             where (case when r.state = 'succeeded' then r.amount_minor else 0 end)
                <> (select coalesce(sum(t.amount_minor), 0) from ledger.transfer t
                     where t.customer_id = r.customer_id and t.refund_id = r.id and t.reason = 'refund')""";
    private static final String FOREIGN_TRANSFERS = """
            select count(*) from ledger.transfer t
             where not exists (select 1 from payments.payment p where p.customer_id = t.customer_id and p.id = t.payment_id
                                union all
                               select 1 from wallets.operation o where o.customer_id = t.customer_id and o.id = t.operation_id)
                or not exists (select 1 from ledger.account a where a.id = t.debit_account_id and a.currency = t.currency)
                or not exists (select 1 from ledger.account a where a.id = t.credit_account_id and a.currency = t.currency)""";
    private static final String BALANCES = """
            select coalesce(sum(balance), 0) from (
                select a.id, coalesce((select sum(amount_minor) from ledger.transfer where debit_account_id = a.id), 0)
                           - coalesce((select sum(amount_minor) from ledger.transfer where credit_account_id = a.id), 0) as balance
                  from ledger.account a) balances""";
    private static final String AT_ACQUIRERS = """
            select coalesce(sum(case when a.id = t.debit_account_id then t.amount_minor else -t.amount_minor end), 0)
              from ledger.transfer t join ledger.account a on a.kind = 'acquirer' and a.id in (t.debit_account_id, t.credit_account_id)""";
    private static final String PERIODS_PAID_TWICE = """
            select count(*) from (select 1 from payments.payment where subscription_id is not null and settled_minor > refunded_minor
                                   group by customer_id, subscription_id, period_number having count(*) > 1) twice""";
    private static final String PAYMENTS_IN_FLIGHT = """
            select count(*) from payments.payment p
             where p.state in ('in_flight', 'pending', 'held', 'parked')
                or exists (select 1 from payments.attempt a where a.customer_id = p.customer_id and a.payment_id = p.id
                              and a.state in ('sent', 'unknown', 'pending', 'held', 'parked'))""";
    private static final String REFUNDS_IN_FLIGHT =
            "select count(*) from payments.refund where state not in ('succeeded', 'failed')";
    private static final String WEBHOOKS_WAITING =
            "select count(*) from payments.webhook where state in ('received', 'failed')";

    private Books() {}

    /** Passes when every charge and refund of the acquirer's book is one of ours, with the same amount, and the reverse. */
    public static void expectEqual(Installation installation) {
        var sql = new Sql(installation.database());
        var theirs = theirs(installation.sandbox());
        var ours = ours(sql);

        assertThat(ours).as("payments and refunds against the acquirer's book").containsExactlyInAnyOrderElementsOf(theirs);
        assertThat(sql.number(SETTLED_NOT_POSTED)).as("payments whose settled amount is not that of the ledger").isZero();
        assertThat(sql.number(REFUNDED_NOT_RESERVED)).as("payments whose returned amount is not that of their refunds").isZero();
        assertThat(sql.number(REFUNDS_NOT_POSTED)).as("refunds that the ledger does not have just once").isZero();
        assertThat(sql.number(FOREIGN_TRANSFERS)).as("transfers without payment, operation or account").isZero();
        assertThat(sql.number(BALANCES)).as("the sum over all accounts").isZero();
        assertThat(sql.number(AT_ACQUIRERS)).as("what lies at the acquirer by the ledger")
                .isEqualTo(theirs.stream().mapToLong(Line::signedMinor).sum());
        assertThat(sql.number(PERIODS_PAID_TWICE)).as("periods paid twice").isZero();
    }

    /** Passes when besides nothing is under way any more: no payment, refund or notification. */
    public static void expectEqualAndAtRest(Installation installation) {
        expectEqual(installation);
        var sql = new Sql(installation.database());
        assertThat(sql.number(PAYMENTS_IN_FLIGHT)).as("payments in flight").isZero();
        assertThat(sql.number(REFUNDS_IN_FLIGHT)).as("refunds in flight").isZero();
        assertThat(sql.number(WEBHOOKS_WAITING)).as("notifications not acted on").isZero();
    }

    /** Passes when every check of the books that {@code ./kopeck verify} makes finds nothing. */
    public static void expectProven(Platform platform) {
        platform.bean(Transactions.class).run(() -> platform.beans(BookCheck.class).forEach(check ->
                assertThat(check.findings(5)).as(check.name()).isEmpty()));
    }

    /** What the acquirer has of this customer's payments, in its order. */
    public static List<Line> of(Installation installation, UUID customer) {
        var payments = new Sql(installation.database()).rows(
                "select id from payments.payment where customer_id = ?", row -> row.getObject(1, UUID.class), customer);
        return theirs(installation.sandbox()).stream().filter(line -> payments.contains(line.payment())).toList();
    }

    private static List<Line> ours(Sql sql) {
        var lines = new ArrayList<>(sql.rows(CHARGES,
                row -> new Line("charge", row.getString(1), row.getObject(2, UUID.class), row.getLong(4))));
        lines.addAll(sql.rows(REFUNDS,
                row -> new Line("refund", row.getString(1), row.getObject(2, UUID.class), row.getLong(3))));
        return lines;
    }

    private static List<Line> theirs(SandboxControl sandbox) {
        var lines = new ArrayList<Line>();
        for (JsonNode entry : sandbox.http().get("/control/book?provider=yookassa").expect(200).json().path("entries")) {
            var kind = entry.path("kind").asString();
            var id = entry.path(kind.equals("charge") ? "payment_id" : "refund_id").asString();
            var minor = new BigDecimal(entry.path("amount").asString()).movePointRight(2).longValueExact();
            lines.add(new Line(kind, id, UUID.fromString(entry.path("reference").asString()), minor));
        }
        return lines;
    }

    /**
     * One settlement.
     *
     * @param kind charge or refund
     * @param providerId the acquirer's id of it
     */
    public record Line(String kind, String providerId, UUID payment, long minor) {

        /** As {@code charge 99.99}. */
        public String shown() {
            return kind + " " + BigDecimal.valueOf(minor, 2).toPlainString();
        }

        long signedMinor() {
            return kind.equals("charge") ? minor : -minor;
        }
    }
}
