package io.kopeck.payments.providers.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.payments.providers.AcquirerContract;
import io.kopeck.payments.providers.Charges;
import io.kopeck.payments.providers.Mailbox;
import io.kopeck.payments.providers.SandboxControl;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CardPacket;
import io.kopeck.payments.spi.CardPackets;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.Chargeback;
import io.kopeck.payments.spi.ChargebackListing;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.PacketOutcome;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.platform.http.OutboundHttp;
import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.sandbox.cloudpayments.CloudPaymentsOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudPayments against its sandbox; the cards are those of the provider's own test terminals. */
class CloudPaymentsAcquirerTest extends AcquirerContract {

    private static final String SECRET = "test_contract";

    private Sandbox sandbox;
    private SandboxControl control;
    private Mailbox mailbox;
    private Acquirer acquirer;

    @BeforeAll
    void start() {
        mailbox = new Mailbox("{\"code\":0}");
        sandbox = Sandbox.start(SandboxOptions.defaults()
                .withPort(0)
                .withSmtpPort(-1)
                .withCloudPayments(CloudPaymentsOptions.defaults()
                        .withCredentials("test_api_contract", SECRET)
                        .withWebhookUrl(mailbox.url())));
        control = new SandboxControl(sandbox.baseUri(), "cloudpayments");
        acquirer = open(SECRET);
    }

    @AfterAll
    void stop() {
        sandbox.close();
        mailbox.close();
    }

    @Override
    protected Set<Feature> lacks() {
        return EnumSet.of(Feature.REPEATS_SHOW_STATE, Feature.FINDS_UNPAID, Feature.DECLINES_ON_PAGE,
                Feature.FINDS_REFUNDS_BEHIND_OTHERS, Feature.TELLS_DECLINED_REFUNDS);
    }

    @Override
    protected String unknownId() {
        return "999999999999";
    }

    @Override
    protected Acquirer acquirer() {
        return acquirer;
    }

    @Override
    protected Acquirer strangersAcquirer() {
        return open("test_stranger");
    }

    @Override
    protected Acquirer acquirerDemandingReceipts() {
        control.configure(Map.of("fiscalization", true));
        return acquirer;
    }

    @Override
    protected void pay(String providerPaymentId, String cardNumber) {
        control.pay(providerPaymentId, cardNumber, true);
    }

    @Override
    protected void goToBank(String providerPaymentId, String cardNumber) {
        control.pay(providerPaymentId, cardNumber, false);
    }

    @Override
    protected void leaveBank(String providerPaymentId, boolean confirmed) {
        control.leaveBank(providerPaymentId, confirmed);
    }

    @Override
    protected String number(Card card) {
        return switch (card) {
            case GOOD -> "4000000000003055";
            case GOOD_WITH_3DS -> "4242424242424242";
        };
    }

    @Override
    protected List<DecliningCard> decliningCards() {
        return List.of(
                new DecliningCard("4000056655665556", "insufficient_funds", RetryAdvice.LATER),
                new DecliningCard("4012888888881881", "insufficient_funds", RetryAdvice.LATER));
    }

    @Override
    protected String refusedByBank() {
        return "authentication_failed";
    }

    @Override
    protected String lackOfMoney() {
        return "insufficient_funds";
    }

    @Override
    protected void trouble(Call call, Trouble trouble) {
        var operation = switch (call) {
            case CREATE -> "create";
            case CHARGE -> "charge";
            case FETCH -> "get";
            case CAPTURE -> "capture";
            case CANCEL -> "cancel";
            case REFUND -> "refund";
        };
        switch (trouble) {
            case LOST_ANSWER -> control.fault(operation, "lost_answer", Map.of());
            case ERROR_BEFORE -> control.fault(operation, "error_before", Map.of());
            case ERROR_AFTER -> control.fault(operation, "error_after", Map.of());
            case TRUNCATED -> control.fault(operation, "truncated", Map.of());
            case RESET_BEFORE -> control.fault(operation, "reset", Map.of("after", false));
            case RESET_AFTER -> control.fault(operation, "reset", Map.of("after", true));
            case SLOW -> control.fault(operation, "slow", Map.of("delay_ms", 1_500));
            case TOO_MANY_REQUESTS -> control.fault(operation, "rate_limit", Map.of());
            case PROCESSING -> control.fault(operation, "processing", Map.of());
        }
    }

    @Override
    protected void declineNextCharge(String reason) {
        assertThat(reason).isEqualTo("insufficient_funds");
        control.fault("charge", "decline", Map.of("reason", "5051"));
    }

    @Override
    protected void delayNextCharge() {
        control.fault("charge", "pending", Map.of("delay_ms", Duration.ofMinutes(30).toMillis()));
    }

    @Override
    protected void declineNextRefund() {
        control.fault("refund", "refund_canceled", Map.of());
    }

    @Override
    protected void duplicateNextNotification() {
        control.flushWebhooks();
        control.fault("webhook", "duplicate_webhook", Map.of());
    }

    @Override
    protected void calm() {
        control.clearFaults();
        control.configure(Map.of("fiscalization", false, "check", false, "block_declined", true, "save_cards", "always"));
    }

    @Override
    protected List<Booked> book(UUID paymentId) {
        return control.book(line -> paymentId.toString().equals(line.path("metadata").path("payment_id").asString("")));
    }

    @Override
    protected Instant now() {
        return control.now();
    }

    @Override
    protected void advance(Duration time) {
        control.advance(time);
    }

    @Override
    protected InboundWebhook notification(String providerId) {
        return mailbox.next(webhook -> webhook.body().startsWith("TransactionId=" + providerId + "&"));
    }

    @Override
    protected List<InboundWebhook> forgeries(InboundWebhook genuine) {
        return Stream.<UnaryOperator<Map<String, List<String>>>>of(
                        headers -> Map.of(),
                        headers -> with(headers, "content-hmac", "AAAA", "x-content-hmac", "AAAA"),
                        headers -> with(headers, "content-hmac", "", "x-content-hmac", ""),
                        headers -> with(headers, "content-hmac", only(headers, "x-content-hmac"),
                                "x-content-hmac", only(headers, "content-hmac")))
                .map(change -> new InboundWebhook(genuine.method(), genuine.kind(), genuine.query(),
                        change.apply(genuine.headers()), genuine.sourceAddress(), genuine.body()))
                .toList();
    }

    // --- an order

    @Test
    void endsOrderSoThatNobodyPaysItAnyMore() {
        var pending = pendingOrder();
        pay(pending.id(), "4012888888881881");
        var sent = sent(pending, true);

        assertThat(acquirer.fetch(new ProviderReference(pending.id(), pending.amount(), sent)))
                .asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns("insufficient_funds", ChargeOutcome.Declined::code)
                .returns(pending.id(), declined -> declined.payment().announcedAs());
        assertThatThrownBy(() -> pay(pending.id(), number(Card.GOOD))).isInstanceOf(AssertionError.class);
        assertThat(book(pending.paymentId())).isEmpty();
        assertThat(acquirer.find(sent)).isNotInstanceOf(ChargeOutcome.Succeeded.class);
    }

    @Test
    void findsOrderPaidAtTheLastMoment() {
        var pending = pendingOrder();
        pay(pending.id(), number(Card.GOOD));

        assertThat(acquirer.fetch(new ProviderReference(pending.id(), pending.amount(), sent(pending, true))))
                .asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(pending.id(), succeeded -> succeeded.payment().announcedAs());
    }

    @ParameterizedTest
    @EnumSource(value = Trouble.class, names = "SLOW", mode = EnumSource.Mode.EXCLUDE)
    void endsOrderWhateverHappensToAnswer(Trouble trouble) {
        var pending = pendingOrder();
        var reference = new ProviderReference(pending.id(), pending.amount(), sent(pending, true));
        trouble(Call.CANCEL, trouble);

        assertThat(acquirer.fetch(reference)).isInstanceOf(ChargeOutcome.Unknown.class);

        assertThat(acquirer.fetch(reference)).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns("expired", ChargeOutcome.Declined::code);
    }

    @Test
    void waitsForCustomerWhoIsAtTheBankWhenTheOrderEnds() {
        var pending = pendingOrder();
        goToBank(pending.id(), number(Card.GOOD_WITH_3DS));
        var reference = new ProviderReference(pending.id(), pending.amount(), sent(pending, true));

        assertThat(acquirer.fetch(reference)).isInstanceOf(ChargeOutcome.Unknown.class);
        leaveBank(pending.id(), true);

        assertThat(acquirer.fetch(reference)).isInstanceOf(ChargeOutcome.Succeeded.class);
    }

    // --- a saved method

    @ParameterizedTest
    @CsvSource({"5206, authentication_failed, WITH_CUSTOMER", "5005, do_not_honor, NEW_METHOD", "5096, system_error, LATER"})
    void advisesByReasonOfDeclinedRenewal(String code, String word, RetryAdvice advice) {
        var renewal = renewal(savedToken());
        control.fault("charge", "decline", Map.of("reason", code));

        assertThat(acquirer.charge(renewal)).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns(word, ChargeOutcome.Declined::code)
                .returns(advice, ChargeOutcome.Declined::advice);
    }

    @Test
    void retriesNothingThatTheProviderHasBlockedForADay() {
        var token = paidOrder("4111111111111111").method().token();
        for (int i = 0; i < 3; i++) {
            assertThat(acquirer.charge(renewal(token))).asInstanceOf(type(ChargeOutcome.Declined.class))
                    .returns("insufficient_funds", ChargeOutcome.Declined::code)
                    .returns(RetryAdvice.LATER, ChargeOutcome.Declined::advice);
        }
    }

    // --- the question before a payment

    @Test
    void answersQuestionOfTheProvider() {
        control.configure(Map.of("check", true));
        var pending = pendingOrder();
        pay(pending.id(), number(Card.GOOD));

        var question = mailbox.next(webhook -> webhook.kind().equals("check") && webhook.body().contains(pending.paymentId().toString()));

        assertThat(acquirer.read(question)).asInstanceOf(type(WebhookReading.Question.class))
                .returns(pending.paymentId(), asked -> asked.reference().paymentId())
                .returns(1, asked -> asked.reference().attempt())
                .returns(pending.amount(), WebhookReading.Question::amount);
    }

    // --- money that goes back without us

    @Test
    void seesRefundMadeInCabinet() {
        var paid = paidOrder();

        control.refundInCabinet(paid.id(), rub(1_000));

        var notification = mailbox.next(webhook -> webhook.kind().equals("refund")
                && webhook.body().contains("PaymentTransactionId=" + paid.id()));
        var notice = (WebhookReading.Notice) acquirer.read(notification);
        assertThat(notice.subject()).isEqualTo(WebhookReading.Subject.REFUND);
        assertThat(notice.about()).isEqualTo(new WebhookReading.About(paid.paymentId(), 1, null));
        assertThat(acquirer.fetchRefund(new ProviderReference(notice.providerId(), null))).isEqualTo(
                new RefundOutcome.Succeeded(new RefundOutcome.ProviderRefund(notice.providerId(), paid.id(), rub(1_000), null)));
        assertThat(acquirer.findRefund(new LostRefund(UUID.randomUUID(), paid.id(), rub(1_000), now())))
                .isInstanceOf(RefundOutcome.Unknown.class);
        assertThat(acquirer.findRefund(new LostRefund(UUID.randomUUID(), paid.id(), rub(1_000), now().plus(Duration.ofMinutes(6)))))
                .asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code);
    }

    @Test
    void listsChargebacksOfASpan() {
        var before = now();
        var paid = paidOrder();
        var other = paidOrder();
        control.chargeBack(paid.id(), rub(5_000));
        advance(Duration.ofDays(2));

        assertThat(acquirer.chargebacks(before, now())).asInstanceOf(type(ChargebackListing.Listed.class))
                .satisfies(listed -> assertThat(listed.chargebacks())
                        .extracting(Chargeback::providerPaymentId, Chargeback::amount)
                        .contains(tuple(paid.id(), rub(5_000)))
                        .doesNotContain(tuple(other.id(), rub(5_000))))
                .satisfies(listed -> assertThat(listed.chargebacks())
                        .allSatisfy(chargeback -> assertThat(chargeback.at()).isBetween(before.minusSeconds(1), now())));
        assertThat(acquirer.chargebacks(now(), now())).isEqualTo(new ChargebackListing.Listed(List.of()));
        assertThat(strangersAcquirer().chargebacks(before, now())).isInstanceOf(ChargebackListing.Unknown.class);
    }

    // --- cards entered on our own page

    @Test
    void chargesSealedCardOnce() {
        var request = order();

        var paid = ((ChargeOutcome.Succeeded) charged(packets().charge(request, packet(Card.GOOD)))).payment();

        assertThat(paid.paymentId()).isEqualTo(request.paymentId());
        assertThat(paid.method()).isNotNull();
        assertThat(acquirer.charge(renewal(paid.method().token()))).isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), paid.amount()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void concludesSealedCardAfterTheBank(boolean confirmed) {
        var request = order();
        var atBank = (PacketOutcome.AtBank) packets().charge(request, packet(Card.GOOD_WITH_3DS));
        assertThat(atBank.page().fields()).containsOnlyKeys("PaReq", "MD", "TermUrl").containsEntry("MD", atBank.payment().id());
        assertThat(fetch(atBank.payment(), request)).isInstanceOf(ChargeOutcome.Pending.class);
        var answer = control.handover(atBank.payment().id(), confirmed);

        var outcome = packets().conclude(new ProviderReference(answer.get("MD"), request.amount()), answer.get("PaRes"));

        if (confirmed) {
            assertThat(outcome).isInstanceOf(ChargeOutcome.Succeeded.class);
            assertThat(book(request.paymentId())).hasSize(1);
        } else {
            assertThat(outcome).asInstanceOf(type(ChargeOutcome.Declined.class))
                    .returns("authentication_failed", ChargeOutcome.Declined::code)
                    .returns(RetryAdvice.WITH_CUSTOMER, ChargeOutcome.Declined::advice);
            assertThat(book(request.paymentId())).isEmpty();
        }
        assertThat(fetch(atBank.payment(), request)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(value = Trouble.class, names = "SLOW", mode = EnumSource.Mode.EXCLUDE)
    void searchesSealedCardWhoseAnswerWasLost(Trouble trouble) {
        var request = order();
        trouble(Call.CHARGE, trouble);
        assertThat(charged(packets().charge(request, packet(Card.GOOD)))).isInstanceOf(ChargeOutcome.Unknown.class);

        var found = acquirer.find(onOurPage(request));

        switch (trouble) {
            case LOST_ANSWER, ERROR_AFTER, TRUNCATED, RESET_AFTER, PROCESSING -> {
                assertThat(found).isInstanceOf(ChargeOutcome.Succeeded.class);
                assertThat(book(request.paymentId())).hasSize(1);
            }
            case ERROR_BEFORE, RESET_BEFORE, TOO_MANY_REQUESTS, SLOW -> {
                assertThat(found).asInstanceOf(type(ChargeOutcome.Rejected.class))
                        .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
                assertThat(book(request.paymentId())).isEmpty();
            }
        }
    }

    @Test
    void givesUpSealedCardWhoseBankPageWasLost() {
        var request = order();
        trouble(Call.CHARGE, Trouble.LOST_ANSWER);
        assertThat(charged(packets().charge(request, packet(Card.GOOD_WITH_3DS)))).isInstanceOf(ChargeOutcome.Unknown.class);

        assertThat(acquirer.find(onOurPage(request))).isInstanceOf(ChargeOutcome.Pending.class);
        advance(Duration.ofHours(2));

        assertThat(acquirer.find(onOurPage(request))).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns("authentication_failed", ChargeOutcome.Declined::code);
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void fetchesWhatBecameOfLostConclusion() {
        var request = order();
        var atBank = (PacketOutcome.AtBank) packets().charge(request, packet(Card.GOOD_WITH_3DS));
        var answer = control.handover(atBank.payment().id(), true);
        control.fault("authenticate", "lost_answer", Map.of());

        assertThat(packets().conclude(new ProviderReference(answer.get("MD"), null), answer.get("PaRes")))
                .isInstanceOf(ChargeOutcome.Unknown.class);

        assertThat(fetch(atBank.payment(), request)).isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(book(request.paymentId())).hasSize(1);
    }

    private CardPackets packets() {
        return (CardPackets) acquirer;
    }

    private CardPacket packet(Card card) {
        return new CardPacket("card_" + number(card), "203.0.113.7", "ANNA IVANOVA");
    }

    private static ChargeOutcome charged(PacketOutcome outcome) {
        assertThat(outcome).isInstanceOf(PacketOutcome.Answered.class);
        return ((PacketOutcome.Answered) outcome).outcome();
    }

    private ChargeOutcome fetch(ProviderPayment payment, ChargeRequest request) {
        return acquirer.fetch(new ProviderReference(payment.id(), payment.amount(), onOurPage(request)));
    }

    /** What is remembered of a charge whose card was entered on our own page. */
    private SentCharge onOurPage(ChargeRequest request) {
        return new SentCharge(request.reference(), request.amount(), now(), false, request.saveMethod(), false);
    }

    private ProviderPayment pendingOrder() {
        return ((ChargeOutcome.Pending) acquirer.charge(order())).payment();
    }

    private ProviderPayment paidOrder() {
        return paidOrder(number(Card.GOOD));
    }

    private ProviderPayment paidOrder(String card) {
        var pending = pendingOrder();
        pay(pending.id(), card);
        return ((ChargeOutcome.Succeeded) acquirer.fetch(
                new ProviderReference(pending.id(), pending.amount(), sent(pending, false)))).payment();
    }

    private String savedToken() {
        return paidOrder().method().token();
    }

    private SentCharge sent(ProviderPayment pending, boolean expired) {
        return new SentCharge(Charges.reference(pending.paymentId(), 1), pending.amount(), now(), true, true, expired);
    }

    private static ChargeRequest order() {
        return Charges.request(UUID.randomUUID(), 1, UUID.randomUUID().toString(), rub(29_900), "Subscription",
                true, true, null, URI.create("https://shop.example/return"), null);
    }

    private static ChargeRequest renewal(String token) {
        return Charges.request(UUID.randomUUID(), 1, UUID.randomUUID().toString(), rub(29_900), "Renewal",
                true, false, token, null, null);
    }

    private static Map<String, List<String>> with(
            Map<String, List<String>> headers, String first, String firstValue, String second, String secondValue) {
        var changed = new HashMap<>(headers);
        changed.put(first, List.of(firstValue));
        changed.put(second, List.of(secondValue));
        return changed;
    }

    private static String only(Map<String, List<String>> headers, String name) {
        return headers.get(name).getFirst();
    }

    private Acquirer open(String secret) {
        return new CloudPaymentsProvider(new OutboundHttp()).open(new AccountSettings(
                "contract",
                Map.of("public_id", "test_api_contract", "api_secret", secret, "timeout_seconds", "1",
                        "api_url", sandbox.baseUri() + "/cloudpayments"),
                true));
    }
}
