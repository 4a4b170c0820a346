package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Sql;
import java.util.UUID;

/**
 * A customer with a saved card.
 *
 * @param token the card's token at the acquirer, by which faults find it
 */
record Subscriber(Platform platform, Customer customer, String method, String token) {

    static Subscriber withCard(Platform platform) {
        var customer = Customer.signedUp(platform);
        var method = customer.bind(Customer.GOOD_CARD);
        var token = new Sql(platform.database()).rows(
                "select token from payments.method where id = ?", row -> row.getString(1), UUID.fromString(method)).getFirst();
        return new Subscriber(platform, customer, method, token);
    }

    static Subscriber subscribed(Platform platform) {
        var subscriber = withCard(platform);
        subscriber.subscribe().expect(201);
        platform.settleDown();
        return subscriber;
    }

    /** Begins to subscribe with a payment that waits at the bank; answers its id at the acquirer. */
    String beginAtBank() {
        platform.sandbox().fault("charge", "requires_3ds", "times", 1, "match", token);
        return Customer.lastSegment(subscribe().expect(202).text("confirmation_url"));
    }

    Reply subscribe() {
        return customer.subscribe(Customer.WEEK, method);
    }

    /** Passes when the acquirer's book has the card check and then exactly this, and the subscription is in this state. */
    void expect(String status, String... book) {
        assertThat(customer.status()).isEqualTo(status);
        assertThat(customer.access()).isEqualTo(status.equals("active") ? "full" : "none");
        expectBook(book);
    }

    void expectBook(String... book) {
        var lines = Books.of(platform, customer.id()).stream().map(Books.Line::shown).toList();
        assertThat(lines.subList(0, 2)).containsExactly("charge 1.00", "refund 1.00");
        assertThat(lines.subList(2, lines.size())).containsExactly(book);
    }
}
