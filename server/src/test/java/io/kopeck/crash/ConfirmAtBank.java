package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Installation;
import org.jspecify.annotations.NullUnmarked;

/** The customer confirms at the bank and never comes back; the server dies over the notification of the payment. */
@NullUnmarked
final class ConfirmAtBank implements Story {

    private Customer customer;
    private String page;

    @Override
    public void before(World world) {
        customer = Customer.signedUp(world);
        var method = customer.bind(Customer.GOOD_CARD);
        world.sandbox().fault("charge", "requires_3ds", "times", 1);
        page = customer.subscribe(Customer.WEEK, method).expect(202).text("confirmation_url");
    }

    @Override
    public void during(Installation armed) {
        armed.sandbox().confirm(Customer.lastSegment(page), true);
        armed.settleDown();
    }

    @Override
    public void expectDone(World world) {
        assertThat(Books.of(world, customer.id())).extracting(Books.Line::shown)
                .containsExactly("charge 1.00", "refund 1.00", "charge 99.99");
        assertThat(customer.status()).isEqualTo("active");
        assertThat(customer.access()).isEqualTo("full");
    }
}
