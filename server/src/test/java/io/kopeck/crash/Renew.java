package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Installation;
import io.kopeck.testing.Sql;
import io.kopeck.testing.Subscribers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** Three subscriptions fall due at the same moment, and the server dies while it renews them. */
@NullUnmarked
final class Renew implements Story {

    private static final String PERIODS = "select period_number from subscriptions.subscription where customer_id = ? and state = 'active'";
    private static final Duration SHORTLY = Duration.ofSeconds(30);

    private Customer customer;
    private List<UUID> others;

    @Override
    public void before(World world) {
        customer = Customer.signedUp(world);
        var method = customer.bind(Customer.GOOD_CARD);
        customer.subscribe(Customer.WEEK, method).expect(201);
        world.advance(Duration.ofDays(7).minus(SHORTLY));
        others = Subscribers.create(world, method, 2, end(world));
    }

    private Instant end(World world) {
        return new Sql(world.database()).rows("select period_end from subscriptions.subscription where customer_id = ?",
                row -> row.getObject(1, OffsetDateTime.class).toInstant(), customer.id()).getFirst();
    }

    @Override
    public void during(Installation armed) {
        armed.http().post("/sandbox/clock", Map.of("advance", SHORTLY.toString()));
    }

    @Override
    public void expectDone(World world) {
        assertThat(Books.of(world, customer.id())).extracting(Books.Line::shown)
                .containsExactly("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
        assertThat(customer.status()).isEqualTo("active");
        assertThat(customer.access()).isEqualTo("full");
        for (var other : others) {
            assertThat(Books.of(world, other)).extracting(Books.Line::shown).containsExactly("charge 99.99");
            assertThat(new Sql(world.database()).number(PERIODS, other)).isEqualTo(1);
        }
    }
}
