package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Journey;
import io.kopeck.testing.LogLines;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import io.kopeck.testing.Shops;
import java.time.Duration;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seed C's dunning: attempts on day 0, 1 and 2, a message at the second failure, removal at the third. */
class ChannelJourneyTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Platform platform = Shops.platform();
    private final RawSql sql = new RawSql(platform.database());
    private LogLines log;

    @BeforeEach
    void listen() {
        log = new LogLines("io.kopeck.subscriptions");
    }

    @AfterEach
    void booksAgree() {
        log.close();
        platform.sandbox().clearFaults();
        Books.expectEqual(platform);
    }

    @Test
    void remindsAtTheSecondFailureAndRemovesAtTheThird() {
        var anna = subscribedToTheChannel();
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");

        toTheEnd(anna);
        anna.expect("waiting", true, "SubscriptionWaiting", "PaymentDeclined");
        var first = anna.view();
        assertThat(first.chargeAttempts()).isEqualTo(1);
        assertThat(first.lastChargeAttempt()).isBetween(platform.now().minusSeconds(300), platform.now());
        anna.advance(DAY);
        anna.expect("waiting", true, "SubscriptionWaiting", "DunningNotice", "PaymentDeclined");
        assertThat(notice(anna)).isEqualTo("renewal_failed_second 2");
        assertThat(anna.view().chargeAttempts()).isEqualTo(2);
        anna.advance(DAY);

        anna.expect("expired", false, "SubscriptionExpired", "DunningNotice", "PaymentDeclined", "GrantTaken");
        assertThat(notice(anna)).isEqualTo("renewal_removed 3");
        assertThat(anna.view().chargeAttempts()).isEqualTo(3);
        anna.advance(DAY.multipliedBy(5));
        anna.expect("expired", false);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 500.00");
        var id = anna.view().id();
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(log.of("event=renewal_charge_sent customer=" + anna.customer().id() + " subscription=" + id + " attempt=" + attempt))
                    .hasSize(1);
        }
        assertThat(log.of("event=charge_attempts_exhausted subscription=" + id)).hasSize(1);
        assertThat(log.of("event=customer_removed customer=" + anna.customer().id())).hasSize(1);
    }

    @Test
    void tellsOfTheRenewalAndCountsAttemptsAnew() {
        var anna = subscribedToTheChannel();
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
        toTheEnd(anna);
        anna.expect("waiting", true, "SubscriptionWaiting", "PaymentDeclined");
        var oldEnd = anna.view().period().end();
        anna.clearFaults();

        anna.advance(DAY);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed", "DunningNotice");
        assertThat(notice(anna)).isEqualTo("renewal_succeeded 0");
        assertThat(anna.view().chargeAttempts()).isZero();
        assertThat(anna.view().period().start()).isEqualTo(oldEnd);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 500.00", "charge 500.00");
    }

    @Test
    void tellsOfTheRemovalAlsoWhenTheCustomerNeverBroughtAnotherCard() {
        var anna = subscribedToTheChannel();
        anna.fault(anna.method(), "decline", "reason", "card_expired");
        toTheEnd(anna);
        anna.expect("waiting", true, "SubscriptionWaiting", "PaymentDeclined");

        anna.advance(DAY.multipliedBy(3));

        anna.expect("expired", false, "SubscriptionExpired", "DunningNotice", "GrantTaken");
        assertThat(notice(anna)).isEqualTo("renewal_removed 1");
    }

    @Test
    void saysNothingWhenTheCustomerLetsItRunOut() {
        var anna = subscribedToTheChannel();
        anna.cancel().expect(200);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped");

        toTheEnd(anna);

        anna.expect("expired", false, "SubscriptionExpired", "GrantTaken");
    }

    @ParameterizedTest
    @CsvSource({"renewal_failed_second.text", "renewal_removed.text", "renewal_removed.button", "renewal_succeeded.text"})
    void hasTheTextInBothLanguages(String key) {
        assertThat(text("ru", key)).isNotBlank().isNotEqualTo(text("en", key));
    }

    @Test
    void saysSeedCsTextsAsWrittenThere() {
        assertThat(text("ru", "renewal_failed_second.text")).isEqualTo("""
                ⚠️ Не удалось списать оплату за подписку. Это вторая попытка.\s
                Пожалуйста, проверьте данные карты или обратитесь в поддержку.""");
        assertThat(text("ru", "renewal_removed.text")).isEqualTo("""
                ❌ Ваша подписка была приостановлена из-за неудачных попыток списания.\s
                Для оформления подписки заново нажмите кнопку ниже.""");
        assertThat(text("ru", "renewal_removed.button")).isEqualTo("🔄 Оформить подписку заново");
        assertThat(text("ru", "renewal_succeeded.text")).isEqualTo("✅ Ваша подписка успешно продлена!");
    }

    private Journey subscribedToTheChannel() {
        return Journey.subscribed(platform, "channel", Shops.CHANNEL_MONTH, GOOD_CARD);
    }

    private void toTheEnd(Journey anna) {
        anna.advance(Duration.between(platform.now(), anna.view().period().end()));
    }

    private String notice(Journey anna) {
        return sql.text("""
                select payload ->> 'message' || ' ' || (payload ->> 'failures') from platform.event_log
                 where customer_id = ? and type = 'DunningNotice' order by sequence desc limit 1""", anna.customer().id());
    }

    private static String text(String language, String key) {
        return ResourceBundle.getBundle("messages.subscriptions", Locale.of(language)).getString(key);
    }
}
