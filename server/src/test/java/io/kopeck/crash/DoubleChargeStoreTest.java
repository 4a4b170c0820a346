package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.testing.Books;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Sql;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Past all code: the database itself refuses to charge twice and to return more than there is. */
class DoubleChargeStoreTest {

    private static final String COPY = """
            insert into payments.payment (customer_id, id, product, account, purpose, subscription_id, period_number, tariff_id,
                   tariff_version, amount_minor, currency, description, save_method, capture, return_token, state, attempts,
                   expires_at, created_at, modified_at)
            select customer_id, gen_random_uuid(), product, account, purpose, coalesce(?::uuid, subscription_id), period_number,
                   tariff_id, tariff_version, amount_minor, currency, description, save_method, capture,
                   md5(random()::text), ?, 0, expires_at, created_at, modified_at
              from payments.payment where customer_id = ? and purpose = 'subscribe' and state = 'succeeded'""";
    private static final String ATTEMPT = """
            insert into payments.attempt (customer_id, payment_id, number, idempotency_key, customer_present, state, sent_at,
                   key_expires_at, next_check_at)
            select customer_id, id, 2, md5(random()::text), false, 'sent', created_at, created_at, created_at
              from payments.payment where customer_id = ? and purpose = 'subscribe' and state = 'succeeded'""";
    private static final String REFUND_TOO_MUCH =
            "update payments.payment set refunded_minor = settled_minor + 1 where customer_id = ? and purpose = 'subscribe'";

    private final Platform platform = CrashPlatform.SHARED;
    private final Sql sql = new Sql(platform.database());
    private final UUID anna = Subscriber.subscribed(platform).customer().id();

    @AfterEach
    void compareBooks() {
        Books.expectEqualAndAtRest(platform);
    }

    @Test
    void refusesSecondPaymentForPeriod() {
        assertThatThrownBy(() -> sql.tryChange(COPY, null, "open", anna))
                .isInstanceOf(SQLException.class).hasMessageContaining("payment_one_per_period");
    }

    @Test
    void refusesSecondUnfinishedSubscribePayment() {
        var one = UUID.randomUUID().toString();
        sql.change(COPY, one, "open", anna);
        try {
            assertThatThrownBy(() -> sql.tryChange(COPY, UUID.randomUUID().toString(), "open", anna))
                    .isInstanceOf(SQLException.class).hasMessageContaining("payment_one_subscribe");
        } finally {
            sql.change("delete from payments.payment where subscription_id = ?::uuid", one);
        }
    }

    @Test
    void refusesSecondLiveAttempt() {
        assertThatThrownBy(() -> sql.tryChange(ATTEMPT, anna))
                .isInstanceOf(SQLException.class).hasMessageContaining("attempt_one_live");
    }

    @Test
    void refusesToReturnMoreThanWasSettled() {
        assertThatThrownBy(() -> sql.tryChange(REFUND_TOO_MUCH, anna))
                .isInstanceOf(SQLException.class).hasMessageContaining("payment_refunds_within_settled");
    }
}
