package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.Payments;
import io.kopeck.payments.RefundCause;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.testing.Books;
import io.kopeck.testing.Customer;
import io.kopeck.testing.EventProbe;
import io.kopeck.testing.Http;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** Fiscal receipts with a register that works, tarries, refuses and cannot be reached. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiptJourneyTest {

    private static final String SHOP = "Basic " + Base64.getEncoder().encodeToString(
            (SandboxOptions.DEFAULT_SHOP_ID + ":" + SandboxOptions.DEFAULT_SECRET_KEY).getBytes(StandardCharsets.UTF_8));

    private Platform platform;
    private RawSql sql;

    @BeforeAll
    void start() throws IOException {
        var catalog = new ClassPathResource("catalog.yaml").getContentAsString(StandardCharsets.UTF_8);
        var withReceipts = catalog.replaceFirst("(receipts: [^\\n]*\\n\\s+enabled: )false", "$1true");
        assertThat(withReceipts).isNotEqualTo(catalog);
        var file = Files.createTempFile("receipts", ".yaml");
        file.toFile().deleteOnExit();
        platform = Platform.start(Map.of("CATALOG_FILE", Files.writeString(file, withReceipts).toString()));
        platform.sandbox().http().post("/control/config", Map.of("provider", "yookassa", "fiscalization", true)).expect(200);
        sql = new RawSql(platform.database());
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @AfterEach
    void booksAgree() {
        platform.sandbox().clearFaults();
        Books.expectEqual(platform);
        assertThat(platform.bean("receiptDocumentsCheck", BookCheck.class).findings(5)).isEmpty();
    }

    @Test
    void rideWithTheirMoneyAndAreKnownToBeRegistered() {
        var anna = Customer.signedUp(platform);
        var method = anna.bind(GOOD_CARD);
        anna.subscribe(WEEK, method).expect(201);

        var before = receipts(anna, "subscribe");
        platform.advance(Duration.ofMinutes(1));

        assertThat(before).hasSize(1);
        assertThat(before.getFirst().path("amount").asString()).isEqualTo("99.99");
        assertThat(before.getFirst().at("/lines/0/price").asString()).isEqualTo("99.99");
        assertThat(before.getFirst().at("/lines/0/vat_code").intValue()).isEqualTo(1);
        assertSent(receipts(anna, "subscribe"), 0);
        var card = receipts(anna, "bind");
        assertThat(card).extracting(receipt -> receipt.path("refund_id").isNull()).containsExactly(true, false);
        assertThat(card).extracting(receipt -> receipt.path("amount").asString()).containsExactly("1.00", "1.00");
        assertSent(card, 0);
        assertThat(new EventProbe(platform, anna.id()).fresh().stream().filter("ReceiptSent"::equals)).hasSize(3);
    }

    @Test
    void documentEveryRenewal() {
        var anna = subscribed();

        platform.advance(Duration.ofDays(7).plusMinutes(1));

        assertSent(receipts(anna, "renew"), 0);
    }

    @Test
    void areAskedAboutUntilTheRegisterAnswers() {
        var anna = quietlyBound();
        fault("pending", "delay_ms", 600_000);
        anna.subscribe(WEEK, method(anna)).expect(201);

        platform.advance(Duration.ofMinutes(5));
        assertThat(receipts(anna, "subscribe").getFirst().path("state").asString()).isEqualTo("due");
        platform.advance(Duration.ofMinutes(20));

        assertSent(receipts(anna, "subscribe"), 0);
    }

    @Test
    void areSentAnewWhenTheRegisterRefused() {
        var anna = quietlyBound();
        fault("receipt_canceled");
        anna.subscribe(WEEK, method(anna)).expect(201);

        platform.advance(Duration.ofMinutes(2));

        assertSent(receipts(anna, "subscribe"), 1);
        assertThat(statusesAtTheShop(anna)).containsExactlyInAnyOrder("canceled", "succeeded");
    }

    @Test
    void areSentOnceThoughTheAnswerIsLost() {
        var anna = quietlyBound();
        fault("receipt_canceled");
        fault("lost_answer");
        anna.subscribe(WEEK, method(anna)).expect(201);

        platform.advance(Duration.ofMinutes(5));

        assertSent(receipts(anna, "subscribe"), 1);
        assertThat(statusesAtTheShop(anna)).containsExactlyInAnyOrder("canceled", "succeeded");
    }

    @Test
    void areSentWhenTheAcquirerIsBack() {
        var anna = quietlyBound();
        fault("receipt_canceled");
        platform.sandbox().fault("receipt", "error_before");
        anna.subscribe(WEEK, method(anna)).expect(201);
        platform.advance(Duration.ofHours(1));
        assertThat(receipts(anna, "subscribe").getFirst().path("state").asString()).isEqualTo("due");

        platform.sandbox().clearFaults();
        platform.advance(Duration.ofHours(2));

        assertSent(receipts(anna, "subscribe"), 1);
        assertThat(statusesAtTheShop(anna)).containsExactlyInAnyOrder("canceled", "succeeded");
    }

    @Test
    void documentWhatIsReturnedWithTheLinesOfTheSale() {
        var anna = subscribed();
        var payment = new PaymentId(payment(anna, "subscribe"));
        var payments = platform.bean(Payments.class);
        var refund = platform.bean(Transactions.class).forCustomer(new CustomerId(anna.id()), () -> payments.requestRefund(
                payment, new Money(3_333, Currency.RUB), RefundCause.STAFF, "unused days", "test"));
        payments.sendRefund(refund.id());

        platform.advance(Duration.ofMinutes(1));

        var documents = receipts(anna, "subscribe");
        assertSent(documents, 0);
        assertThat(documents).hasSize(2);
        assertThat(documents.getLast().path("refund_id").asString()).isEqualTo(refund.id().toString());
        assertThat(documents.getLast().at("/lines/0/price").asString()).isEqualTo("33.33");
        assertThat(documents.getLast().at("/lines/0/description")).isEqualTo(documents.getFirst().at("/lines/0/description"));
    }

    @Test
    void documentWhatTheAcquirerReturnedByItself() {
        var anna = subscribed();
        var id = sql.text("select provider_payment_id from payments.attempt where payment_id = ?", payment(anna, "subscribe"));
        platform.sandbox().http().post("/control/refund/yookassa/" + id, Map.of()).expect(201);
        platform.settleDown();

        platform.advance(Duration.ofMinutes(10));

        var documents = receipts(anna, "subscribe");
        assertSent(documents, 0);
        assertThat(documents).extracting(receipt -> receipt.path("amount").asString()).containsExactly("99.99", "99.99");
        assertThat(documents.getLast().path("refund_id").isNull()).isFalse();
    }

    @Test
    void raiseTheAlarmAfterAWorkingDayAndAreGivenUpAfterAWeek() {
        var anna = quietlyBound();
        platform.sandbox().fault("receipt", "receipt_canceled");
        anna.subscribe(WEEK, method(anna)).expect(201);
        var events = new EventProbe(platform, anna.id());
        events.fresh();

        platform.advance(Duration.ofDays(4));
        assertThat(events.fresh()).contains("ReceiptLate").doesNotContain("ReceiptFailed", "ReceiptSent");
        assertThat(staff().get("/api/v1/receipts").expect(200).body()).contains(payment(anna, "subscribe").toString());
        platform.advance(Duration.ofDays(4));

        assertThat(events.fresh()).contains("ReceiptFailed").doesNotContain("ReceiptSent");
        var failed = receipts(anna, "subscribe").getFirst();
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("code").asString()).isEqualTo("registration_canceled");
        assertThat(staff().get("/api/v1/receipts?state=failed").expect(200).body()).contains(failed.path("id").asString());
        staff().get("/api/v1/receipts?state=sent").expect(400);
        anna.api().get("/api/v1/receipts").expect(403);
    }

    @Test
    void needAnAddressBeforeAnythingIsCharged() {
        var anna = quietlyBound();
        var method = method(anna);
        sql.run("update identity.user_account set email = null, password_hash = null where customer_id = ?", anna.id());

        var refused = anna.subscribe(WEEK, method);
        var notBound = anna.api().post("/api/v1/billing/payment-method", null);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("receipt_contact_required");
        assertThat(notBound.text("code")).isEqualTo("receipt_contact_required");
        assertThat(sql.texts("select id from payments.payment where customer_id = ?", anna.id())).hasSize(1);
    }

    private Customer subscribed() {
        var customer = quietlyBound();
        customer.subscribe(WEEK, method(customer)).expect(201);
        platform.advance(Duration.ofMinutes(1));
        return customer;
    }

    /** A customer whose receipts of the card check are done with, so that faults strike what follows. */
    private Customer quietlyBound() {
        var customer = Customer.signedUp(platform);
        customer.bind(GOOD_CARD);
        platform.advance(Duration.ofMinutes(1));
        assertSent(receipts(customer, "bind"), 0);
        return customer;
    }

    private String method(Customer customer) {
        return sql.text("select id from payments.method where customer_id = ?", customer.id());
    }

    private UUID payment(Customer customer, String purpose) {
        return UUID.fromString(sql.text("select id from payments.payment where customer_id = ? and purpose = ?", customer.id(), purpose));
    }

    /** Once. */
    private void fault(String kind, Object... more) {
        var all = new ArrayList<>(List.of(more));
        all.addAll(List.of("times", 1));
        platform.sandbox().fault("receipt", kind, all.toArray());
    }

    private List<JsonNode> receipts(Customer customer, String purpose) {
        var page = customer.api().get("/api/v1/payments/" + payment(customer, purpose) + "/receipts").expect(200);
        return page.json().path("results").valueStream().toList();
    }

    private static void assertSent(List<JsonNode> receipts, int tries) {
        assertThat(receipts).isNotEmpty().allSatisfy(receipt -> {
            assertThat(receipt.path("state").asString()).isEqualTo("sent");
            assertThat(receipt.path("tries").intValue()).isEqualTo(tries);
            assertThat(receipt.path("code").isNull()).isTrue();
            assertThat(receipt.path("registered_at").isNull()).isFalse();
        });
    }

    /** What became of all receipts that the shop has of the subscription's first payment. */
    private List<String> statusesAtTheShop(Customer customer) {
        var id = sql.text("select provider_payment_id from payments.attempt where payment_id = ?", payment(customer, "subscribe"));
        var page = platform.sandbox().http().with("Authorization", SHOP).get("/yookassa/v3/receipts?payment_id=" + id).expect(200);
        return page.json().path("items").valueStream().map(item -> item.path("status").asString()).toList();
    }

    private Http staff() {
        var token = platform.http().post("/api/v1/user/login", Map.of("email", "root@kopeck.test", "password", "root-password-1"))
                .expect(200).text("access_token");
        return platform.http().with("Authorization", "Bearer " + token);
    }
}
