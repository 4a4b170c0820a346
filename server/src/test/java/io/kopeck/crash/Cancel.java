package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Installation;
import org.jspecify.annotations.NullUnmarked;

/** The customer cancels in time for the money back, and the server dies over the refund. The customer asks again. */
@NullUnmarked
final class Cancel implements Story {

    private Customer customer;

    @Override
    public void before(World world) {
        customer = Customer.signedUp(world);
        customer.subscribe(Customer.WEEK, customer.bind(Customer.GOOD_CARD)).expect(201);
        world.settleDown();
    }

    @Override
    public void during(Installation armed) {
        customer.at(armed).cancel();
        armed.settleDown();
    }

    @Override
    public void after(World world) {
        customer.cancel().expect(404);
    }

    @Override
    public void expectDone(World world) {
        assertThat(Books.of(world, customer.id())).extracting(Books.Line::shown)
                .containsExactly("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99");
        assertThat(customer.status()).isEqualTo("canceled");
        assertThat(customer.access()).isEqualTo("none");
    }
}
