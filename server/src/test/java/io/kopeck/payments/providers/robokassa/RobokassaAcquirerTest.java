package io.kopeck.payments.providers.robokassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.payments.providers.AcquirerContract;
import io.kopeck.payments.providers.Charges;
import io.kopeck.payments.providers.Mailbox;
import io.kopeck.payments.providers.SandboxControl;
import io.kopeck.payments.providers.robokassa.RobokassaApi.Hosts;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.platform.http.OutboundHttp;
import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.sandbox.robokassa.RobokassaOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Robokassa against its sandbox. */
class RobokassaAcquirerTest extends AcquirerContract {

    /** The provider publishes no test cards; the sandbox takes those of the other acquirers. */
    private static final String DECLINED_CARD = "5555555555554600";

    private final HttpClient browser = HttpClient.newHttpClient();

    private Sandbox sandbox;
    private SandboxControl control;
    private Mailbox mailbox;
    private Acquirer acquirer;

    @BeforeAll
    void start() {
        mailbox = new Mailbox(RobokassaAcquirerTest::acknowledgement);
        sandbox = Sandbox.start(SandboxOptions.defaults()
                .withPort(0)
                .withSmtpPort(-1)
                .withRobokassa(RobokassaOptions.defaults().withWebhookUrl(mailbox.url())));
        control = new SandboxControl(sandbox.baseUri(), "robokassa");
        acquirer = account(Map.of());
    }

    @AfterAll
    void stop() {
        sandbox.close();
        mailbox.close();
        browser.close();
    }

    @Override
    protected Set<Feature> lacks() {
        return EnumSet.of(
                Feature.REPEATS_BY_KEY, Feature.REPEATS_SHOW_STATE, Feature.CREATES_BY_REQUEST, Feature.FINDS_UNPAID,
                Feature.DECLINES_ON_PAGE, Feature.DECIDES_AT_ONCE, Feature.KNOWS_LOST_METHODS, Feature.HOLDS_SAVED_METHODS,
                Feature.ANSWERS_CAPTURES, Feature.REFUNDS_AT_ONCE, Feature.FINDS_LOST_REFUNDS, Feature.NOTIFIES_OF_REFUNDS,
                Feature.SHOWS_CARD_DETAILS, Feature.DEMANDS_RECEIPTS);
    }

    @Override
    protected String unknownId() {
        return "9000000000000000000";
    }

    @Override
    protected Acquirer acquirer() {
        return acquirer;
    }

    @Override
    protected Acquirer strangersAcquirer() {
        return account(Map.of("password1", "stranger1", "password2", "stranger2", "password3", "stranger3"));
    }

    @Override
    protected Acquirer acquirerDemandingReceipts() {
        control.configure(Map.of("fiscalization", true));
        return acquirer;
    }

    @Override
    protected void open(URI confirmationUrl) {
        try {
            var page = browser.send(HttpRequest.newBuilder(confirmationUrl).build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).as(page::body).isIn(200, 302, 303);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
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
            case GOOD -> "5555555555554444";
            case GOOD_WITH_3DS -> "5555555555554477";
        };
    }

    @Override
    protected List<DecliningCard> decliningCards() {
        return List.of(new DecliningCard(DECLINED_CARD, StateAnswers.CANCELED, RetryAdvice.LATER));
    }

    @Override
    protected String refusedByBank() {
        return StateAnswers.CANCELED;
    }

    @Override
    protected String lackOfMoney() {
        return StateAnswers.CANCELED;
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
        control.fault("charge", "decline", Map.of());
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
        control.configure(Map.of("fiscalization", false, "recurring", true));
    }

    @Override
    protected List<Booked> book(UUID paymentId) {
        return control.book(line -> line.toString().contains(paymentId.toString()));
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
        return mailbox.next(webhook -> {
            var fields = webhook.kind().equals("result") ? Form.read(webhook.body()) : null;
            return fields != null && providerId.equals(fields.get("InvId"));
        });
    }

    @Override
    protected List<InboundWebhook> forgeries(InboundWebhook genuine) {
        var body = genuine.body();
        var fields = Form.read(body);
        var signature = fields.get("SignatureValue");
        var base = fields.get("OutSum") + ":" + fields.get("InvId") + ":%s:Shp_attempt=" + fields.get("Shp_attempt")
                + ":Shp_payment=" + fields.get("Shp_payment");
        assertThat(Hash.SHA256.matches(base.formatted("sandbox_password2"), signature)).isTrue();
        return Stream.of(
                        body.replace(signature, Hash.SHA256.hex(base.formatted("sandbox_password1"))),
                        body.replace(signature, Hash.SHA256.hex(base.formatted("guessed"))),
                        body.replace(signature, Hash.MD5.hex(base.formatted("sandbox_password2"))),
                        body.replace(signature, ""),
                        body.replace("OutSum=" + fields.get("OutSum"), "OutSum=1.000000"),
                        body.replace("Shp_attempt=1", "Shp_attempt=2"),
                        body + "&Shp_more=1",
                        body + "&IsTest=1")
                .peek(forged -> assertThat(forged).isNotEqualTo(body))
                .map(forged -> withBody(genuine, forged))
                .toList();
    }

    @Test
    void booksTestPaymentByItsNotificationAndNeverInLiveShop() {
        var shop = account(Map.of("is_test", "true"));
        var request = payment(true, true);
        var pending = (ChargeOutcome.Pending) shop.charge(request);

        open(pending.confirmationUrl());
        control.pay("test-" + pending.payment().id(), number(Card.GOOD), true);

        var webhook = notification(pending.payment().id());
        assertThat(shop.read(webhook)).asInstanceOf(type(WebhookReading.Notice.class))
                .extracting(WebhookReading.Notice::about)
                .returns(request.paymentId(), WebhookReading.About::paymentId)
                .returns(request.amount(), about -> about.proof().amount());
        assertThat(shop.fetch(reference(request, pending))).isInstanceOf(ChargeOutcome.Pending.class);
        assertThat(acquirer.read(webhook)).isInstanceOf(WebhookReading.Forged.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void learnsOfHoldByResult2() throws IOException, InterruptedException {
        var certificate = browser.send(
                HttpRequest.newBuilder(sandbox.baseUri().resolve("/robokassa/result2.pem")).build(), BodyHandlers.ofString());
        var shop = account(Map.of("result2_certificate", certificate.body()));
        var request = payment(false, false);
        var pending = (ChargeOutcome.Pending) shop.charge(request);
        open(pending.confirmationUrl());
        pay(pending.payment().id(), number(Card.GOOD));

        var webhook = mailbox.next(arrived -> arrived.kind().equals("result2")
                && shop.read(arrived) instanceof WebhookReading.Notice notice && notice.providerId().equals(pending.payment().id()));
        var held = (ChargeOutcome.Held) shop.fetch(reference(request, pending));
        shop.capture(new CaptureRequest(held.payment().id(), "key", request.amount(), null));

        assertThat(webhook.method()).isEqualTo("POST");
        assertThat(shop.read(notification(pending.payment().id()))).isInstanceOf(WebhookReading.Notice.class);
    }

    @Test
    void readsNotificationSentAsQuery() {
        control.configure(Map.of("result_method", "GET"));
        try {
            var request = payment(true, true);
            var pending = (ChargeOutcome.Pending) acquirer.charge(request);
            open(pending.confirmationUrl());
            pay(pending.payment().id(), number(Card.GOOD));

            var webhook = mailbox.next(arrived -> arrived.method().equals("GET") && arrived.query().contains(pending.payment().id()));

            assertThat(acquirer.read(webhook)).asInstanceOf(type(WebhookReading.Notice.class))
                    .returns(pending.payment().id(), WebhookReading.Notice::providerId)
                    .returns("OK" + pending.payment().id(), notice -> notice.answer().body());
        } finally {
            control.configure(Map.of("result_method", "POST"));
        }
    }

    @Test
    void saysThatShopMayNotChargeWithoutCustomer() {
        var request = payment(true, true);
        var pending = (ChargeOutcome.Pending) acquirer.charge(request);
        open(pending.confirmationUrl());
        pay(pending.payment().id(), number(Card.GOOD));
        control.configure(Map.of("recurring", false));

        var renewal = Charges.request(UUID.randomUUID(), 1, "key", rub(29_900), "Renewal", true, false, pending.payment().id(), null, null);

        assertThat(acquirer.charge(renewal)).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns("error_34", ChargeOutcome.Rejected::code);
    }

    @Test
    void closesAdvanceWithSecondReceipt() {
        var advance = new Receipt("anna@example.org", null, 2, List.of(
                new Receipt.Line("Пополнение", 1, rub(29_900), 1, "payment", "advance")));
        var request = Charges.request(UUID.randomUUID(), 1, "key", rub(29_900), "Top-up", true, false, null, null, advance);
        var pending = (ChargeOutcome.Pending) acquirer.charge(request);
        open(pending.confirmationUrl());
        pay(pending.payment().id(), number(Card.GOOD));
        assertThat(acquirer.fetch(reference(request, pending))).isInstanceOf(ChargeOutcome.Succeeded.class);
        var receipts = new ClosingReceipts(
                new RobokassaApi(new OutboundHttp(), Hosts.under(URI.create(sandbox.baseUri() + "/robokassa")), Duration.ofSeconds(1)),
                new Shop("kopeck", "sandbox_password1", "sandbox_password2", null, Hash.SHA256, false));
        long id = Long.parseLong(pending.payment().id()) + 1_000_000_000_000L;
        var service = new Receipt("anna@example.org", null, 2, List.of(
                new Receipt.Line("Подписка", 1, rub(29_900), 1, "service", "full_payment")));

        assertThat(receipts.attach(id, pending.payment().id(), service, rub(29_900), URI.create("https://shop.example/")))
                .isEqualTo(new ClosingReceipts.Outcome.Done());
        advance(Duration.ofHours(1));
        assertThat(receipts.status(id)).isEqualTo(new ClosingReceipts.Outcome.Done());
    }

    private static ChargeRequest payment(boolean capture, boolean save) {
        return Charges.request(UUID.randomUUID(), 1, UUID.randomUUID().toString(), rub(29_900), "Subscription", capture, save, null,
                URI.create("https://shop.example/return"), null);
    }

    private ProviderReference reference(ChargeRequest request, ChargeOutcome.Pending pending) {
        return new ProviderReference(pending.payment().id(), request.amount(), Charges.sent(request, now()));
    }

    private static String acknowledgement(InboundWebhook webhook) {
        var fields = webhook.kind().equals("result") ? Form.read(webhook.method().equals("GET") ? webhook.query() : webhook.body()) : null;
        return fields == null ? "" : "OK" + fields.get("InvId");
    }

    private Acquirer account(Map<String, String> more) {
        var values = new HashMap<>(Map.of(
                "login", "kopeck", "password1", "sandbox_password1", "password2", "sandbox_password2", "password3", "sandbox_password3",
                "test_password1", "sandbox_test1", "test_password2", "sandbox_test2", "hash", "SHA256", "timeout_seconds", "1",
                "api_url", sandbox.baseUri() + "/robokassa"));
        values.putAll(more);
        return new RobokassaProvider(new OutboundHttp()).open(new AccountSettings("contract", values, true));
    }
}
