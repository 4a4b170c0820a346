package io.kopeck.chaos;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the servers' database says, read when everything has come to rest. */
record Ours(
        List<Attempt> attempts, List<Refund> refunds, List<Subscription> subscriptions, List<String> undecided,
        List<String> grantsThatDiffer, long ledgerSum) {

    static Ours read(Database database) {
        return new Ours(
                database.rows("attempts", Ours::attempt), database.rows("refunds", Ours::refund),
                database.rows("subscriptions", Ours::subscription), database.rows("undecided", row -> row.getString(1)),
                database.rows("grants", row -> row.getString(1)), database.number("ledger"));
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                row.getObject(1, UUID.class), row.getInt(2), row.getString(3), row.getString(4), row.getString(5),
                row.getObject(6, UUID.class), row.getInt(7), row.getLong(8), row.getLong(9));
    }

    private static Refund refund(ResultSet row) throws SQLException {
        return new Refund(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3), row.getString(4), row.getLong(5));
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3), row.getString(4), row.getInt(5),
                row.getObject(6, OffsetDateTime.class).toInstant(), row.getBoolean(7));
    }

    /**
     * An attempt of a payment.
     *
     * @param minor what the ledger has for it; 0 when nothing
     * @param keptMinor what the whole payment took, less what was returned
     */
    record Attempt(
            UUID payment, int number, String state, @Nullable String providerId, String purpose, @Nullable UUID subscription,
            int period, long minor, long keptMinor) {

        boolean tookMoney() {
            return state.equals("succeeded") || state.equals("surplus");
        }
    }

    /** A refund. {@code minor} is what the ledger has for it; 0 when nothing. */
    record Refund(UUID id, UUID payment, String state, @Nullable String providerId, long minor) {}

    /**
     * A subscription.
     *
     * @param period the number of its present or last period
     * @param end when that ends
     * @param free whether that is a trial, or was paid by credit
     */
    record Subscription(UUID customer, UUID id, String product, String state, int period, Instant end, boolean free) {

        /** Whose it is, and to what: of all with the same holder at most one is live. */
        String holder() {
            return product + " of customer " + customer;
        }

        boolean isLive() {
            return !state.equals("canceled") && !state.equals("expired");
        }
    }
}
