package io.kopeck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Sql;
import io.kopeck.testing.TestPostgres;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;

/** What is true of every table, read from the catalogue of a migrated database. Each rule is also shown to fail. */
final class SchemaTest {

    /** Unique without the customer, and why. Whoever distributes the schema by customer has to find these a home. */
    private static final Map<String, String> UNIQUE_FOR_ALL_CUSTOMERS = Map.ofEntries(
            Map.entry("platform.event_log_pkey", "one log, in one order"),
            Map.entry("identity.email_owner_pkey", "finds the customer of an address"),
            Map.entry("identity.external_subject_pkey", "finds the customer of another system's subject"),
            Map.entry("identity.refresh_token_pkey", "finds the customer of a token"),
            Map.entry("identity.one_time_token_pkey", "finds the customer of a link"),
            Map.entry("payments.payment_return_token", "finds the payment of a return address"),
            Map.entry("payments.refund_key", "a key is the acquirer's, for all its requests"),
            Map.entry("payments.dispute_pkey", "the acquirer's id, known before its customer is"),
            Map.entry("payments.dispute_id_key", "known before its customer is"),
            Map.entry("payments.provider_object_pkey", "finds the customer of an acquirer's object"));

    /** Columns named like an enumeration that hold somebody else's words. */
    private static final Map<String, String> OPEN_WORDS = Map.of(
            "payments.method.kind", "the acquirer's kinds of methods, shown as they come",
            "payments.method.card_type", "the acquirer's names of card networks",
            "audit.entry.subject_kind", "any module's kind of thing",
            "platform.event_set_aside.cause", "an exception's name",
            "platform.idempotency.response_type", "a media type",
            "platform.scheduled_task.state", "the scheduler library's own table");

    private static final String OURS = "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')";

    private static final String UNIQUE_WITHOUT_CUSTOMER = """
            select n.nspname || '.' || i.relname
              from pg_index x
              join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = t.relnamespace
              join pg_attribute c on c.attrelid = t.oid and c.attname = 'customer_id' and not c.attisdropped
             where x.indisunique and c.attnum <> all (x.indkey::int2[]) and\s""" + OURS + " order by 1";

    private static final String FOREIGN_KEYS_WITHOUT_CUSTOMER = """
            select n.nspname || '.' || t.relname || '.' || k.conname
              from pg_constraint k
              join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
              join pg_attribute c on c.attrelid = k.conrelid and c.attname = 'customer_id'
              join pg_attribute f on f.attrelid = k.confrelid and f.attname = 'customer_id'
             where k.contype = 'f' and (c.attnum <> all (k.conkey) or f.attnum <> all (k.confkey)) and\s""" + OURS + " order by 1";

    private static final String FOREIGN_KEYS_BETWEEN_SCHEMAS = """
            select n.nspname, o.nspname, k.conname
              from pg_constraint k
              join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
              join pg_class p on p.oid = k.confrelid join pg_namespace o on o.oid = p.relnamespace
             where k.contype = 'f' and n.oid <> o.oid order by 1, 2, 3""";

    private static final String TIMESTAMPS_WITHOUT_ZONE = """
            select n.nspname || '.' || t.relname || '.' || a.attname
              from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
             where t.relkind in ('r', 'p') and a.attnum > 0 and a.atttypid in ('timestamp'::regtype, 'timestamp[]'::regtype, 'timetz'::regtype)
               and\s""" + OURS + " order by 1";

    private static final String ENUMERATIONS_WITHOUT_CHECK = """
            select n.nspname || '.' || t.relname || '.' || a.attname
              from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
             where t.relkind in ('r', 'p') and a.attnum > 0 and a.atttypid = 'text'::regtype
               and a.attname ~ '(^|_)(state|status|kind|type|purpose|cause|deed|mode|currency|language|unit|channel)$'
               and not exists (select from pg_constraint k
                                where k.conrelid = t.oid and k.contype in ('c', 'f') and a.attnum = any (k.conkey))
               and\s""" + OURS + " order by 1";

    private static final String SCHEMAS = "select n.nspname from pg_namespace n where " + OURS + " order by 1";

    private final Sql sql = new Sql(TestPostgres.fresh());

    @Test
    void whatIsUniqueIsUniquePerCustomer() {
        assertThat(names(UNIQUE_WITHOUT_CUSTOMER)).containsExactlyInAnyOrderElementsOf(UNIQUE_FOR_ALL_CUSTOMERS.keySet());

        sql.change("create table wallets.wrong (customer_id uuid, id uuid primary key)");
        assertThat(names(UNIQUE_WITHOUT_CUSTOMER)).contains("wallets.wrong_pkey");
    }

    @Test
    void foreignKeysBetweenCustomersTablesNameTheCustomer() {
        assertThat(names(FOREIGN_KEYS_WITHOUT_CUSTOMER)).isEmpty();

        sql.change("create table payments.wrong (customer_id uuid, id uuid unique references payments.wrong (id))");
        assertThat(names(FOREIGN_KEYS_WITHOUT_CUSTOMER)).containsExactly("payments.wrong.wrong_id_fkey");
    }

    @Test
    void foreignKeysFollowTheModules() {
        assertThat(opposing()).isEmpty();

        sql.change("create table catalog.wrong (customer_id uuid references identity.party)");
        assertThat(opposing()).containsExactly("catalog → identity: wrong_customer_id_fkey");
    }

    @Test
    void timesAreMomentsNotWallClocks() {
        assertThat(names(TIMESTAMPS_WITHOUT_ZONE)).as("use timestamptz").isEmpty();

        sql.change("create table wallets.wrong (at timestamp)");
        assertThat(names(TIMESTAMPS_WITHOUT_ZONE)).containsExactly("wallets.wrong.at");
    }

    @Test
    void enumerationsAreChecked() {
        assertThat(names(ENUMERATIONS_WITHOUT_CHECK)).as("add a CHECK, or a foreign key")
                .allSatisfy(column -> assertThat(OPEN_WORDS).containsKey(column));

        sql.change("create table wallets.wrong (state text)");
        assertThat(names(ENUMERATIONS_WITHOUT_CHECK)).contains("wallets.wrong.state");
    }

    @Test
    void everySchemaIsAModules() {
        assertThat(names(SCHEMAS)).isNotEmpty().allSatisfy(schema -> assertThat(dependencies(schema)).isNotNull());
    }

    private List<String> opposing() {
        return sql.rows(FOREIGN_KEYS_BETWEEN_SCHEMAS, row -> List.of(row.getString(1), row.getString(2), row.getString(3))).stream()
                .filter(key -> dependencies(key.get(0)).stream().noneMatch(allowed -> allowed.split(" ")[0].equals(key.get(1))))
                .map(key -> key.get(0) + " → " + key.get(1) + ": " + key.get(2))
                .toList();
    }

    private static List<String> dependencies(String module) {
        try {
            var declaration = Class.forName("io.kopeck." + module + ".package-info").getAnnotation(ApplicationModule.class);
            return Arrays.asList(declaration.allowedDependencies());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("schema " + module + " belongs to no module", e);
        }
    }

    private List<String> names(String query) {
        return sql.rows(query, row -> row.getString(1));
    }
}
