package io.kopeck.payments.providers.yookassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.payments.providers.Charges;
import io.kopeck.payments.providers.AcquirerContract;
import io.kopeck.payments.providers.Mailbox;
import io.kopeck.payments.providers.SandboxControl;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.platform.http.OutboundHttp;
import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** YooKassa against its sandbox; the cards are those of the provider's own test shops. */
class YooKassaAcquirerTest extends AcquirerContract {

    private static final String SHOP_ID = "100500";
    private static final String SECRET = "test_contract";

    private Sandbox sandbox;
    private SandboxControl control;
    private Mailbox mailbox;
    private Acquirer acquirer;

    @BeforeAll
    void start() {
        mailbox = new Mailbox();
        sandbox = Sandbox.start(SandboxOptions.defaults()
                .withPort(0)
                .withSmtpPort(-1)
                .withCredentials(SHOP_ID, SECRET)
                .withWebhookUrl(mailbox.url()));
        control = new SandboxControl(sandbox.baseUri(), "yookassa");
        acquirer = open(SECRET);
    }

    @AfterAll
    void stop() {
        sandbox.close();
        mailbox.close();
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
            case GOOD -> "5555555555554444";
            case GOOD_WITH_3DS -> "5555555555554477";
        };
    }

    @Override
    protected List<DecliningCard> decliningCards() {
        return List.of(
                new DecliningCard("5555555555554592", "3d_secure_failed", RetryAdvice.WITH_CUSTOMER),
                new DecliningCard("5555555555554535", "call_issuer", RetryAdvice.LATER),
                new DecliningCard("5555555555554543", "card_expired", RetryAdvice.NEW_METHOD),
                new DecliningCard("5555555555554568", "fraud_suspected", RetryAdvice.NEW_METHOD),
                new DecliningCard("5555555555554527", "general_decline", RetryAdvice.LATER),
                new DecliningCard("5555555555554600", "insufficient_funds", RetryAdvice.LATER),
                new DecliningCard("5555555555554618", "invalid_card_number", RetryAdvice.NEW_METHOD),
                new DecliningCard("5555555555554626", "invalid_csc", RetryAdvice.NEW_METHOD),
                new DecliningCard("5555555555554501", "issuer_unavailable", RetryAdvice.LATER),
                new DecliningCard("5555555555554576", "payment_method_limit_exceeded", RetryAdvice.LATER),
                new DecliningCard("5555555555554550", "payment_method_restricted", RetryAdvice.NEW_METHOD),
                new DecliningCard("5555555555554584", "country_forbidden", RetryAdvice.NEW_METHOD));
    }

    @Override
    protected String refusedByBank() {
        return "3d_secure_failed";
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
        control.fault("charge", "decline", Map.of("reason", reason));
    }

    @Override
    protected void delayNextCharge() {
        control.fault("charge", "pending", Map.of("delay_ms", Duration.ofMinutes(30).toMillis()));
    }

    @Override
    protected void declineNextRefund() {
        control.fault("refund", "refund_canceled", Map.of("reason", "insufficient_funds"));
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
        return mailbox.next(webhook -> {
            var json = Json.read(webhook.body());
            return json != null && providerId.equals(json.path("object").path("id").asString(""));
        });
    }

    /** There is no signature: a forgery is whatever comes from another address, however true it looks. */
    @Override
    protected List<InboundWebhook> forgeries(InboundWebhook genuine) {
        return Stream.of("203.0.113.7", "185.71.78.1", "2001:db8::1", "::ffff:203.0.113.7", "10.0.0.1", "")
                .map(source -> new InboundWebhook("POST", "", "", genuine.headers(), source, genuine.body()))
                .toList();
    }

    @Test
    void asksCustomerToConfirmRenewalWhenBankDemandsIt() {
        var renewal = renewal(savedMethod());
        control.fault("charge", "requires_3ds", Map.of());

        var pending = acquirer.charge(renewal);

        assertThat(pending).asInstanceOf(type(ChargeOutcome.Pending.class))
                .satisfies(p -> assertThat(p.confirmationUrl()).isNotNull());
        leaveBank(((ChargeOutcome.Pending) pending).payment().id(), true);
        assertThat(acquirer.charge(renewal)).isInstanceOf(ChargeOutcome.Succeeded.class);
    }

    @Test
    void asksForNewMethodWhenPermissionWasRevoked() {
        var renewal = renewal(savedMethod());
        declineNextCharge("permission_revoked");

        assertThat(acquirer.charge(renewal)).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns("permission_revoked", ChargeOutcome.Declined::code)
                .returns(RetryAdvice.NEW_METHOD, ChargeOutcome.Declined::advice);
    }

    @Test
    void doesNotBlameMethodWhenShopHasNoRecurringPayments() {
        var token = savedMethod();
        control.configure(Map.of("recurring", false));

        assertThat(acquirer.charge(renewal(token))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns("forbidden", ChargeOutcome.Rejected::code);
        assertThat(acquirer.charge(payment())).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns("forbidden", ChargeOutcome.Rejected::code);
    }

    @Test
    void chargesSbpAgainWithoutTheCustomer() {
        assertThat(savedAndChargedAgain("sbp"))
                .returns(null, ProviderMethod::title);
    }

    @Test
    void chargesWalletAgainWithoutTheCustomer() {
        assertThat(savedAndChargedAgain("yoo_money").title()).startsWith("YooMoney wallet ");
    }

    @Test
    void refundsWhatWasPaidWithoutCard() {
        for (var kind : List.of("sbp", "yoo_money")) {
            var paid = paidBy(kind);

            assertThat(acquirer.refund(new RefundRequest(
                    UUID.randomUUID(), paid.id(), UUID.randomUUID().toString(), rub(1_000), false, "unused days", null)))
                    .isInstanceOf(RefundOutcome.Succeeded.class);
            assertThat(acquirer.fetch(new ProviderReference(paid.id(), paid.amount())))
                    .asInstanceOf(type(ChargeOutcome.Succeeded.class))
                    .returns(rub(1_000), succeeded -> succeeded.payment().refunded());
        }
    }

    /** The method as the renewal shows it, after the customer has paid once by it. */
    private ProviderMethod savedAndChargedAgain(String kind) {
        var first = paidBy(kind).method();
        var renewal = renewal(first.token());

        var charged = (ChargeOutcome.Succeeded) acquirer.charge(renewal);

        assertThat(charged.payment().method()).isEqualTo(first)
                .returns(true, ProviderMethod::saved)
                .returns(kind, ProviderMethod::kind)
                .returns(null, ProviderMethod::cardType)
                .returns(null, ProviderMethod::first6)
                .returns(null, ProviderMethod::last4)
                .returns(null, ProviderMethod::expiryMonth)
                .returns(null, ProviderMethod::expiryYear);
        assertThat(book(renewal.paymentId())).containsExactly(new Booked(false, charged.payment().id(), rub(29_900)));
        declineNextCharge("permission_revoked");
        assertThat(acquirer.charge(renewal(first.token()))).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns(RetryAdvice.NEW_METHOD, ChargeOutcome.Declined::advice);
        return first;
    }

    private ProviderPayment paidBy(String kind) {
        var pending = (ChargeOutcome.Pending) acquirer.charge(payment());
        control.payBy(pending.payment().id(), kind);
        var paid = acquirer.fetch(new ProviderReference(pending.payment().id(), rub(29_900)));
        return ((ChargeOutcome.Succeeded) paid).payment();
    }

    @Test
    void seesRefundMadeInCabinet() {
        var paid = ((ChargeOutcome.Succeeded) acquirer.charge(renewal(savedMethod()))).payment();

        control.refundInCabinet(paid.id(), rub(1_000));

        assertThat(acquirer.fetch(new ProviderReference(paid.id(), paid.amount())))
                .asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(rub(1_000), succeeded -> succeeded.payment().refunded())
                .returns(paid.amount(), succeeded -> succeeded.payment().amount());
        assertThat(acquirer.findRefund(new LostRefund(UUID.randomUUID(), paid.id(), rub(1_000), now())))
                .asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code);
    }

    @Test
    void findsPaymentBehindPagesOfOthers() {
        var sentAt = now();
        var wanted = payment();
        acquirer.charge(wanted);
        for (int i = 0; i < 230; i++) {
            acquirer.charge(payment());
        }

        assertThat(acquirer.find(Charges.sent(wanted, sentAt)))
                .asInstanceOf(type(ChargeOutcome.Pending.class))
                .returns(wanted.paymentId(), pending -> pending.payment().paymentId());
    }

    private String savedMethod() {
        var pending = (ChargeOutcome.Pending) acquirer.charge(payment());
        pay(pending.payment().id(), number(Card.GOOD));
        var paid = acquirer.fetch(new ProviderReference(pending.payment().id(), rub(29_900)));
        return ((ChargeOutcome.Succeeded) paid).payment().method().token();
    }

    private static ChargeRequest payment() {
        return Charges.request(UUID.randomUUID(), 1, UUID.randomUUID().toString(), rub(29_900), "Subscription",
                true, true, null, URI.create("https://shop.example/return"), null);
    }

    private static ChargeRequest renewal(String token) {
        return Charges.request(UUID.randomUUID(), 1, UUID.randomUUID().toString(), rub(29_900), "Renewal",
                true, false, token, null, null);
    }

    private Acquirer open(String secret) {
        return new YooKassaProvider(new OutboundHttp()).open(new AccountSettings(
                "contract",
                Map.of("shop_id", SHOP_ID, "secret_key", secret, "timeout_seconds", "1",
                        "api_url", sandbox.baseUri() + "/yookassa/v3"),
                true));
    }
}
