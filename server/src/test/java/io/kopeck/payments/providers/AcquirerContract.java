package io.kopeck.payments.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.WebhookReading;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/**
 * What every adapter guarantees, proven against a sandbox that speaks the provider's protocol. An adapter's
 * {@code …AcquirerTest} extends this unchanged and says how its sandbox is driven and what its provider {@link #lacks}; what
 * is lacking is not left out but replaced by what is guaranteed without it.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
public abstract class AcquirerContract extends LostAnswerContract {

    // --- refused by the provider

    @Test
    void saysThatCredentialsAreWrong() {
        var request = aRenewal(aSavedMethod().token());
        var paid = paidRenewal();

        assertThat(strangersAcquirer().charge(request)).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.code()).isNotEqualTo(ChargeOutcome.Rejected.NOT_FOUND));
        assertThat(strangersAcquirer().fetch(reference(paid))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.code()).isNotEqualTo(ChargeOutcome.Rejected.NOT_FOUND));
        assertThat(strangersAcquirer().find(lost(request))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.code()).isNotEqualTo(ChargeOutcome.Rejected.NOT_FOUND));
        assertThat(strangersAcquirer().refund(aRefund(paid, PRICE, true))).isInstanceOf(RefundOutcome.Rejected.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void registersReceiptWhereOneIsDemanded() {
        var acquirer = acquirerDemandingReceipts();
        var without = aPayment();
        var request = asked(new ChargeRequest(
                Charges.reference(1), key(), PRICE, "Subscription", true, true, null, RETURN_URL, soon(), PAYER,
                aReceipt(PRICE)));

        if (has(Feature.DEMANDS_RECEIPTS)) {
            assertThat(acquirer.charge(without)).isInstanceOf(ChargeOutcome.Rejected.class);
        }
        var pending = pending(acquirer.charge(request));
        pays(pending, number(Card.GOOD));
        var paid = succeeded(acquirer.fetch(reference(pending.payment())));

        var part = new RefundRequest(UUID.randomUUID(), paid.id(), key(), rub(10_000), false, "part",
                aReceipt(rub(10_000)));
        refunded(decided(acquirer.refund(part)));
        assertThat(book(request.paymentId())).hasSize(2);
        assertThat(book(without.paymentId())).isEmpty();
    }

    // --- notifications

    @Test
    void readsGenuineNotification() {
        var request = aPayment();
        var paid = paidPayment(request);

        var notice = notice(acquirer().read(notification(paid.id())));

        assertThat(notice.subject()).isEqualTo(WebhookReading.Subject.PAYMENT);
        assertThat(notice.providerId()).isEqualTo(paid.id());
        assertThat(notice.key()).isNotBlank().hasSizeLessThanOrEqualTo(200);
        succeeded(acquirer().fetch(new ProviderReference(notice.providerId(), PRICE)));
    }

    @Test
    void readsNotificationOfRefund() {
        var paid = paidRenewal();
        var refund = refunded(decided(acquirer().refund(aRefund(paid, PRICE, true))));
        if (!has(Feature.NOTIFIES_OF_REFUNDS)) {
            assertThat(refunded(acquirer().fetchRefund(new ProviderReference(refund.id(), PRICE)))).isEqualTo(refund);
            return;
        }

        var notice = notice(acquirer().read(notification(refund.id())));

        assertThat(notice.subject()).isEqualTo(WebhookReading.Subject.REFUND);
        assertThat(notice.providerId()).isEqualTo(refund.id());
    }

    @Test
    void tellsRepeatFromNews() {
        duplicateNextNotification();
        var first = paidPayment(aPayment());
        var original = notice(acquirer().read(notification(first.id())));
        var repeat = notice(acquirer().read(notification(first.id())));
        var second = paidPayment(aPayment());
        var news = notice(acquirer().read(notification(second.id())));

        assertThat(repeat.key()).isEqualTo(original.key());
        assertThat(news.key()).isNotEqualTo(original.key());
    }

    @Test
    void refusesForgeries() {
        var genuine = notification(paidPayment(aPayment()).id());

        assertThat(forgeries(genuine)).isNotEmpty().allSatisfy(forgery ->
                assertThat(acquirer().read(forgery)).isInstanceOf(WebhookReading.Forged.class));
    }

    @Test
    void believesNoAlteredNotification() {
        var request = aPayment();
        var pending = pending(acquirer().charge(request));
        var genuine = notification(paidPayment(aPayment()).id());
        var paidId = notice(acquirer().read(genuine)).providerId();

        var altered = withBody(genuine, genuine.body().replace(paidId, pending.payment().id()));

        assertThat(altered.body()).isNotEqualTo(genuine.body());
        switch (acquirer().read(altered)) {
            case WebhookReading.Forged _ -> { }
            case WebhookReading.Ignored ignored -> fail("acknowledged as " + ignored.reason());
            case WebhookReading.Question _ -> fail("taken for a question");
            case WebhookReading.Notice(_, _, var id, _, _) -> {
                assertThat(id).isEqualTo(pending.payment().id());
                pending(fetch(pending.payment()));
            }
        }
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void readsNoGarbage() {
        var genuine = notification(paidPayment(aPayment()).id());
        var bodies = List.of("", "{", "[]", "null", "\u0000\uFFFF", "a=b&c", "{\"a\":1}", "{".repeat(20_000),
                genuine.body().substring(0, genuine.body().length() / 2));

        assertThat(bodies).allSatisfy(body -> assertThat(acquirer().read(withBody(genuine, body)))
                .isInstanceOfAny(WebhookReading.Forged.class, WebhookReading.Ignored.class));
    }

    @Test
    void readsNothingOversized() {
        var genuine = notification(paidPayment(aPayment()).id());
        var oversized = withBody(genuine, genuine.body() + " ".repeat(256 * 1024));

        assertThat(acquirer().read(oversized))
                .isInstanceOfAny(WebhookReading.Forged.class, WebhookReading.Ignored.class);
    }
}
