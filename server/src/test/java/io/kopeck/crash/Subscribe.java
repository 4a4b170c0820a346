package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Installation;
import org.jspecify.annotations.NullUnmarked;

/** The server dies while it charges a saved card for a subscription. The customer asks again. */
@NullUnmarked
final class Subscribe implements Story {

    private Customer customer;
    private String method;

    @Override
    public void before(World world) {
        customer = Customer.signedUp(world);
        method = customer.bind(Customer.GOOD_CARD);
    }

    @Override
    public void during(Installation armed) {
        customer.at(armed).subscribe(Customer.WEEK, method);
        armed.settleDown();
    }

    @Override
    public void after(World world) {
        assertThat(customer.subscribe(Customer.WEEK, method).status()).as("subscribed, processing or subscribed before").isIn(201, 202, 409);
    }

    @Override
    public void expectDone(World world) {
        assertThat(Books.of(world, customer.id())).extracting(Books.Line::shown)
                .containsExactly("charge 1.00", "refund 1.00", "charge 99.99");
        assertThat(customer.status()).isEqualTo("active");
        assertThat(customer.access()).isEqualTo("full");
    }
}
