package io.kopeck.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.kopeck.kernel.CustomerId;
import io.kopeck.testing.RawSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The event log: nothing is skipped, nothing comes twice, one customer's events come in order, one bad event stops nobody. */
class EventLogStoreTest {

    private final LogReading reading = new LogReading();
    private final RawSql sql = new RawSql(reading.platform.database());

    @Test
    void doesNotSkipATransactionThatTookItsNumberEarlyAndCommitsLate() throws SQLException {
        var customer = customer();
        var pump = reading.pump();
        try (var late = sql.connect()) {
            late.setAutoCommit(false);
            insert(late, customer, 1);
            reading.append(customer, 2);

            pump.runOnce();

            assertThat(reading.numbers()).as("while the first is open").doesNotContain(2);
            late.commit();
        }
        pump.runOnce();
        assertThat(reading.numbers()).containsExactly(1, 2);
        pump.runOnce();
        assertThat(reading.numbers()).containsExactly(1, 2);
    }

    @Test
    void forgetsATransactionThatIsRolledBack() throws SQLException {
        var customer = customer();
        var pump = reading.pump();
        try (var late = sql.connect()) {
            late.setAutoCommit(false);
            insert(late, customer, 1);
            reading.append(customer, 2);
            pump.runOnce();
            late.rollback();
        }

        pump.runOnce();

        assertThat(reading.numbers()).containsExactly(2);
    }

    @Test
    void appendsOnlyInsideATransaction() {
        var log = reading.platform.bean(EventLog.class);

        assertThatIllegalStateException().isThrownBy(() -> log.append(Instant.EPOCH, reading.note(customer(), 1)));
    }

    @Test
    void keepsTheOrderOfEachCustomerWhileManyWriteAndTwoPumpsRead() throws Exception {
        var customers = IntStream.range(0, 8).mapToObj(_ -> customer()).toList();
        int each = 60;
        var writing = new CountDownLatch(customers.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var customer : customers) {
                threads.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        reading.append(customer, n);
                    }
                    writing.countDown();
                });
            }
            for (int reader = 0; reader < 2; reader++) {
                threads.submit(() -> {
                    var pump = reading.pump();
                    while (writing.getCount() > 0) {
                        pump.runOnce();
                    }
                });
            }
        }
        reading.pump().runOnce();

        for (var customer : customers) {
            assertThat(reading.numbers(customer)).isEqualTo(IntStream.range(0, each).boxed().toList());
        }
    }

    @Test
    void deliversEachEventOnceToTwoPumpsAtOnce() throws Exception {
        var customer = customer();
        IntStream.range(0, 700).forEach(n -> reading.append(customer, n));
        var pumps = List.of(reading.pump(), reading.pump(), reading.pump());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = new ArrayList<Future<?>>();
            for (var pump : pumps) {
                runs.add(threads.submit(() -> IntStream.range(0, 5).forEach(_ -> pump.runOnce())));
            }
            for (var run : runs) {
                run.get();
            }
        }

        assertThat(reading.numbers()).isEqualTo(IntStream.range(0, 700).boxed().toList());
    }

    @Test
    void readsEverythingInBatchesAcrossWindowsMadeByChance() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var customer = customer();
        var pump = reading.pump();
        for (int n = 0; n < 400; n++) {
            reading.append(customer, n);
            if (random.nextInt(7) == 0) {
                pump.runOnce();
            }
        }

        pump.runOnce();

        assertThat(reading.numbers()).as("seed " + seed).isEqualTo(IntStream.range(0, 400).boxed().toList());
    }

    @Test
    void setsAnEventAsideThatFailsTenTimesAndDeliversTheRest() {
        var customer = customer();
        IntStream.range(0, 20).forEach(n -> reading.append(customer, n));
        reading.failAt(7);
        var pump = reading.pump();

        for (int run = 1; run < EventPump.FAILURES_MAX; run++) {
            pump.runOnce();
            assertThat(reading.numbers().stream().distinct().toList()).as("after run " + run)
                    .isEqualTo(IntStream.range(0, 7).boxed().toList());
        }
        assertThat(setAside()).isEmpty();
        pump.runOnce();
        pump.runOnce();

        assertThat(setAside()).hasSize(1);
        assertThat(reading.numbers().stream().distinct().toList())
                .isEqualTo(IntStream.range(0, 20).filter(n -> n != 7).boxed().toList());
    }

    @Test
    void goesOnAfterAFailureThatPasses() {
        var customer = customer();
        IntStream.range(0, 5).forEach(n -> reading.append(customer, n));
        reading.failAt(2);
        var pump = reading.pump();
        pump.runOnce();
        pump.runOnce();

        reading.failAt(-1);
        pump.runOnce();

        assertThat(reading.numbers().stream().distinct().toList()).containsExactly(0, 1, 2, 3, 4);
        assertThat(setAside()).isEmpty();
    }

    @Test
    void setsAnEventAsideThatCannotEvenBeRead() {
        var customer = customer();
        reading.append(customer, 0);
        sql.run("""
                insert into platform.event_log (type, customer_id, payload, occurred_at)
                values ('Noted', ?, '{"customer": {"value": "nobody"}, "n": "many"}', now())""", customer.value());
        var unreadable = sql.text("select max(sequence) from platform.event_log where customer_id = ?", customer.value());
        reading.append(customer, 1);
        var pump = reading.pump();

        try {
            for (int run = 0; run < EventPump.FAILURES_MAX + 2; run++) {
                pump.runOnce();
            }

            assertThat(reading.numbers().stream().distinct().toList()).containsExactly(0, 1);
            assertThat(setAside()).containsExactly(unreadable);
        } finally {
            sql.run("update platform.event_log set type = 'NotedUnreadable' where sequence = ?", Long.valueOf(unreadable));
        }
    }

    private List<String> setAside() {
        return sql.texts("select sequence from platform.event_set_aside where consumer = ?", reading.name);
    }

    private void insert(Connection connection, CustomerId customer, int n) throws SQLException {
        var json = reading.platform.bean(JsonMapper.class).writeValueAsString(reading.note(customer, n));
        try (var statement = connection.prepareStatement(
                "insert into platform.event_log (type, customer_id, payload, occurred_at) values ('Noted', ?, ?::jsonb, now())")) {
            statement.setObject(1, customer.value());
            statement.setString(2, json);
            statement.executeUpdate();
        }
    }

    private static CustomerId customer() {
        return new CustomerId(UUID.randomUUID());
    }
}
