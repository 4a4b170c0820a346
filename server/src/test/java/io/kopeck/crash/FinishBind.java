package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Installation;
import io.kopeck.testing.Sql;
import org.jspecify.annotations.NullUnmarked;

/** The customer has paid the small charge; the server dies while it learns of that or while it gives the money back. */
@NullUnmarked
final class FinishBind implements Story {

    static final String SAVED = "select id from payments.method where customer_id = ? and removed_at is null";

    private Customer customer;
    private String page;

    @Override
    public void before(World world) {
        customer = Customer.signedUp(world);
        page = customer.api().post("/api/v1/billing/payment-method", null).expect(201).text("confirmation_url");
    }

    @Override
    public void during(Installation armed) {
        var paid = armed.sandbox().pay(Customer.lastSegment(page), Customer.GOOD_CARD);
        customer.at(armed).api().get(paid.text("return_url").replaceFirst("^http://[^/]+", ""));
        armed.settleDown();
    }

    @Override
    public void expectDone(World world) {
        assertThat(Books.of(world, customer.id())).extracting(Books.Line::shown).containsExactly("charge 1.00", "refund 1.00");
        assertThat(new Sql(world.database()).rows(SAVED, row -> row.getString(1), customer.id())).hasSize(1);
    }
}
