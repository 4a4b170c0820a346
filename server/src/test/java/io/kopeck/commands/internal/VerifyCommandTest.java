package io.kopeck.commands.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Sql;
import io.kopeck.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole command, with the sandbox's book; {@link BookChecksTest} falsifies each check. */
@ExtendWith(QuietCommands.class)
final class VerifyCommandTest {

    private final TestPostgres.Database database = PlayedBooks.copy();
    private final Sql sql = new Sql(database);

    @Test
    void findsNothingWrongInCleanBooks() {
        var run = verify();

        assertThat(run.text()).contains(
                "the sandbox's book and ours agree to the kopeck: 10 charges and refunds", "The books are right: 20 checks.");
        assertThat(run.text()).doesNotContain("WRONG").doesNotContain("warning").doesNotContain("skipped");
        assertThat(run.code()).isZero();
    }

    @Test
    void changesNothing() {
        var name = database.jdbcUrl().replaceFirst(".*/", "");
        sql.change("alter database " + name + " set default_transaction_read_only = on");

        assertThat(verify().code()).isZero();
    }

    @Test
    void warnsOfAnEventSetAsideAndStillPasses() {
        sql.change("insert into platform.event_set_aside (consumer, sequence, cause) select 'grant-access', min(sequence), 'Bug' from platform.event_log");

        var run = verify();

        assertThat(run.text()).contains("warning  no event is set aside", "for grant-access: Bug");
        assertThat(run.code()).isZero();
    }

    @Test
    void reportsWrongBooksWithTheIdsToLookUp() {
        sql.change("alter table ledger.transfer disable trigger transfer_append_only");
        sql.change("update ledger.transfer set amount_minor = amount_minor + 1 where reason = 'charge'");

        var run = verify();

        assertThat(run.text()).contains("WRONG    every settled payment equals its charge transfers", "settled 9999 RUB, the ledger says 10000 RUB");
        assertThat(run.text()).contains("WRONG    the sandbox's book and ours agree to the kopeck").contains("THE BOOKS ARE WRONG: 2 of 20");
        assertThat(run.code()).isOne();
    }

    @Test
    void findsMoneyThatOnlyTheAcquirerKnowsOf() {
        sql.change("delete from payments.provider_object where kind = 'refund'");

        assertThat(verify().text()).contains("WRONG    the sandbox's book").contains("refund").contains("unknown here");
    }

    @Test
    void findsMoneyThatTheAcquirerDoesNotKnowOf() {
        sql.change("insert into payments.provider_object (account, provider_id, kind, customer_id, payment_id, attempt)"
                + " select account, 'invented', kind, customer_id, payment_id, attempt from payments.provider_object"
                + " where kind = 'payment' limit 1");
        sql.change("update payments.attempt a set provider_payment_id = 'invented' from payments.provider_object o"
                + " where o.provider_id = 'invented' and a.payment_id = o.payment_id and a.number = o.attempt");

        assertThat(verify().text()).contains("WRONG    the sandbox's book").contains("not in the sandbox's book: payment").contains("there invented");
    }

    @Test
    void findsAChargeThatWeCallDeclined() {
        var attempt = "select customer_id, payment_id, number from payments.attempt where state = 'succeeded' order by sent_at desc limit 1";
        sql.change("update payments.attempt set state = 'declined' where (customer_id, payment_id, number) = (" + attempt + ")");

        assertThat(verify().text()).contains("WRONG    the sandbox's book").contains("is declined");
    }

    @Test
    void listsWhatIsUnderWayWithoutCallingItADifference() {
        var newest = "select customer_id, payment_id, number from payments.attempt where state = 'succeeded' order by sent_at desc limit 1";
        sql.change("alter table ledger.transfer disable trigger transfer_append_only");
        sql.change("with a as (" + newest + ") delete from ledger.transfer t using a where t.payment_id = a.payment_id");
        sql.change("with a as (" + newest + ") delete from payments.provider_object o using a where o.payment_id = a.payment_id and kind = 'refund'");
        sql.change("with a as (" + newest + ") delete from payments.refund r using a where r.payment_id = a.payment_id");
        sql.change("with a as (" + newest + ") update payments.payment p set state = 'in_flight', settled_minor = 0, refunded_minor = 0,"
                + " settled_at = null from a where p.id = a.payment_id");
        sql.change("update payments.attempt set state = 'unknown', next_check_at = now() where (customer_id, payment_id, number) = (" + newest + ")");

        var run = verify();

        assertThat(run.text()).contains(", 1 under way").contains("under way: charge").contains("is unknown");
    }

    @Test
    void comparesNothingWhenTheSandboxIsAway() {
        var run = verify("--YOOKASSA_API_URL=http://127.0.0.1:1/yookassa/v3");

        assertThat(run.text()).contains("skipped  the sandbox's book: no answer from http://127.0.0.1:1/control/book");
        assertThat(run.code()).isZero();
    }

    private Run verify(String... settings) {
        var all = new ArrayList<>(PlayedBooks.settings(database));
        all.addAll(List.of(settings));
        if (settings.length > 0) {
            all.removeIf(setting -> setting.startsWith("--YOOKASSA_API_URL=") && !setting.equals(settings[0]));
        }
        var out = new ByteArrayOutputStream();
        int code = VerifyCommand.run(all, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        return new Run(code, out.toString(StandardCharsets.UTF_8));
    }

    private record Run(int code, String text) {}
}
