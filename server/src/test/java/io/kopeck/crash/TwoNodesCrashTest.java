package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Sql;
import io.kopeck.testing.Subscribers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Two nodes on one database renew the same due subscriptions at the same time. */
class TwoNodesCrashTest {

    private static final int COUNT = 200;
    private static final Map<String, String> SMALL_BATCHES = Map.of("kopeck.renewals.batch", "10");
    private static final String RENEWED = "select count(*) from subscriptions.subscription where state = 'active' and period_number = 1";
    private static final String PAYMENTS = "select count(*) from payments.payment where purpose = 'renew' and state = 'succeeded' and attempts = 1";

    @Test
    void renewEachSubscriptionOnce() {
        try (var one = Platform.start(SMALL_BATCHES); var other = one.another(SMALL_BATCHES)) {
            var card = Customer.signedUp(one).bind(Customer.GOOD_CARD);
            Subscribers.create(one, card, COUNT, one.now().minus(Duration.ofMinutes(1)));

            var renewed = Parallel.all(List.<Callable<Integer>>of(
                    () -> one.runJob("check-subscriptions"), () -> other.runJob("check-subscriptions")));
            Parallel.all(List.<Callable<Boolean>>of(() -> settleDown(one), () -> settleDown(other)));

            assertThat(renewed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(COUNT);
            var sql = new Sql(one.database());
            assertThat(sql.number(RENEWED)).isEqualTo(COUNT);
            assertThat(sql.number(PAYMENTS)).isEqualTo(COUNT);
            assertThat(one.sandbox().book().stream().filter(entry -> entry.amount().equals("99.99"))).hasSize(COUNT);
            Books.expectEqualAndAtRest(one);
        }
    }

    private static boolean settleDown(Platform platform) {
        platform.settleDown();
        return true;
    }
}
