package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Installation;
import io.kopeck.testing.Sql;
import org.jspecify.annotations.NullUnmarked;

/** The server dies while it opens the small charge that checks a card. The customer asks again and pays. */
@NullUnmarked
final class BeginBind implements Story {

    private Customer customer;
    private String method;

    @Override
    public void before(World world) {
        customer = Customer.signedUp(world);
    }

    @Override
    public void during(Installation armed) {
        customer.at(armed).api().post("/api/v1/billing/payment-method", null);
    }

    @Override
    public void after(World world) {
        method = customer.bind(Customer.GOOD_CARD);
    }

    @Override
    public void expectDone(World world) {
        assertThat(Books.of(world, customer.id())).extracting(Books.Line::shown).containsExactly("charge 1.00", "refund 1.00");
        assertThat(new Sql(world.database()).rows(FinishBind.SAVED, row -> row.getString(1), customer.id())).containsExactly(method);
    }
}
