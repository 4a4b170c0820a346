package io.kopeck.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import io.kopeck.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/**
 * Which transactions readers of the log wait for. The bound of two minutes is proven by a copy of the very function whose
 * bound alone is replaced, since a session cannot be made older than it is.
 */
class EventHorizonStoreTest {

    private static final String BOUND = "interval '2 minutes'";

    private final RawSql sql = new RawSql(TestPostgres.fresh());

    @Test
    void waitsForAnyTransactionThatIsYoungerThanTheBound() throws SQLException {
        try (var open = sql.connect()) {
            long xid = beginWriting(open);
            commitAnother();

            assertThat(horizon("event_horizon")).isLessThanOrEqualTo(xid);

            open.rollback();
            assertThat(horizon("event_horizon")).isGreaterThan(xid);
        }
    }

    @Test
    void doesNotWaitForATransactionOlderThanTheBound() throws SQLException {
        copyWithBound("event_horizon_of_nothing", "interval '0 seconds'");
        copyWithBound("event_horizon_of_an_hour", "interval '1 hour'");
        try (var open = sql.connect()) {
            long xid = beginWriting(open);
            commitAnother();

            assertThat(horizon("event_horizon_of_nothing")).isGreaterThan(xid);
            assertThat(horizon("event_horizon_of_an_hour")).isLessThanOrEqualTo(xid);
        }
    }

    @Test
    void neverGoesBeyondTheNextTransaction() {
        long horizon = horizon("event_horizon");
        long next = Long.parseLong(sql.text("select pg_current_xact_id()::text"));

        assertThat(horizon).isLessThanOrEqualTo(next);
    }

    @Test
    void givesOurOwnSessionsLessTimeThanTheBound() {
        var limit = Platform.shared().bean(DSLContext.class).fetchValue("show transaction_timeout");

        assertThat(limit).isEqualTo("1min");
    }

    private void copyWithBound(String name, String bound) {
        var definition = sql.text("select pg_get_functiondef('platform.event_horizon()'::regprocedure)");
        assertThat(definition.split(Pattern.quote(BOUND), -1)).as("the bound stands twice").hasSize(3);
        sql.run(definition.replace("platform.event_horizon()", "platform." + name + "()").replace(BOUND, bound));
    }

    /** So that the open transaction is no longer the newest one of all. */
    private void commitAnother() {
        sql.text("select pg_current_xact_id()::text");
    }

    private long horizon(String function) {
        return Long.parseLong(sql.text("select platform." + function + "()"));
    }

    private static long beginWriting(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var rows = connection.createStatement().executeQuery("select pg_current_xact_id()::text::bigint")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
