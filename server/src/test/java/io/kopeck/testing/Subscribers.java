package io.kopeck.testing;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Many subscribers at once, written by SQL: each a confirmed customer with a saved card and an active weekly subscription.
 *
 * <p>They all pay with one card that a real customer has bound, so that the acquirer knows its token. Their first period
 * counts as paid by nobody: the books hold what is charged from then on.
 */
public final class Subscribers {

    private static final Duration WEEK = Duration.ofDays(7);

    private static final String PARTIES = """
            insert into identity.party (customer_id, kind, name, created_at)
            select id, 'person', null, ? from unnest(?::uuid[]) id""";
    private static final String ACCOUNTS = """
            insert into identity.user_account (customer_id, email, password_hash, language, confirmed_at, created_at)
            select id, 'subscriber-' || id || '@example.com', null, 'ru', ?, ? from unnest(?::uuid[]) id""";
    private static final String METHODS = """
            insert into payments.method (customer_id, id, account, token, kind, card_type, first6, last4, created_at, modified_at)
            select customer, gen_random_uuid(), m.account, m.token, m.kind, m.card_type, m.first6, m.last4, ?, ?
              from payments.method m cross join unnest(?::uuid[]) customer where m.id = ?""";
    private static final String CONSENTS = """
            insert into payments.consent (customer_id, method_id, deed, text_version, channel, occurred_at)
            select m.customer_id, m.id, 'given', 'test', 'api', ? from payments.method m where m.customer_id = any(?::uuid[])""";
    private static final String SUBSCRIPTIONS = """
            insert into subscriptions.subscription (customer_id, id, product, tariff_id, tariff_version, price_minor, currency,
                   method_id, state, trial, trial_granted, anchor, anchor_index, period_number, period_start, period_end, due_at,
                   created_at, modified_at)
            select m.customer_id, gen_random_uuid(), 'cinema', v.tariff_id, v.version, v.price_minor, 'RUB',
                   m.id, 'active', false, false, s.start, 0, 0, s.start, s.start + interval '7 days', s.start + interval '7 days',
                   s.start, s.start
              from payments.method m cross join (select ?::timestamptz as start) s
              cross join lateral (select tariff_id, version, price_minor from catalog.tariff_version
                                   where tariff_id = ?::uuid order by version desc limit 1) v
             where m.customer_id = any(?::uuid[])""";

    private Subscribers() {}

    /**
     * Creates them.
     *
     * @param method a saved method of some customer, whose card they all pay with
     * @param periodEnd when their first period ends, in the past or the future
     */
    public static List<UUID> create(Installation installation, String method, int count, Instant periodEnd) {
        var sql = new Sql(installation.database());
        var ids = Stream.generate(UUID::randomUUID).limit(count).toList();
        var array = ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
        var start = Timestamp.from(periodEnd.minus(WEEK));
        sql.change(PARTIES, start, array);
        sql.change(ACCOUNTS, start, start, array);
        sql.change(METHODS, start, start, array, UUID.fromString(method));
        sql.change(CONSENTS, start, array);
        sql.change(SUBSCRIPTIONS, start, Customer.WEEK, array);
        return ids;
    }
}
