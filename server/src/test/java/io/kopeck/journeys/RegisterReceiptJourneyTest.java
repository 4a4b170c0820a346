package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.platform.verify.BookCheck;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import io.kopeck.testing.ReceiptCatalog;
import java.nio.charset.StandardCharsets;
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
import tools.jackson.databind.JsonNode;

/** Receipts at an acquirer whose register is called after the money moved, and a person who repeats one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegisterReceiptJourneyTest {

    private static final String TERMINAL = "Basic " + Base64.getEncoder().encodeToString(
            "test_api_kopeck_sandbox:test_kopeck_sandbox_secret".getBytes(StandardCharsets.UTF_8));

    private Platform platform;
    private RawSql sql;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of("CATALOG_FILE", ReceiptCatalog.file()));
        sql = new RawSql(platform.database());
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @AfterEach
    void booksAgree() {
        platform.sandbox().clearFaults();
        assertThat(platform.bean("receiptDocumentsCheck", BookCheck.class).findings(5)).isEmpty();
    }

    @Test
    void areSentAfterTheMoneyMoved() {
        var receipts = receiptsOfACard(Duration.ofMinutes(1));

        assertThat(receipts).extracting(receipt -> receipt.path("refund_id").isNull()).containsExactly(true, false);
        assertThat(receipts).allSatisfy(receipt -> assertSent(receipt, 1));
        assertThat(printed(receipts.getFirst())).containsExactlyInAnyOrder("Income", "IncomeReturn");
    }

    @Test
    void areSentOnceThoughTheAnswerIsLost() {
        fault("lost_answer", "times", 2, "delay_ms", 1);

        var receipts = receiptsOfACard(Duration.ofMinutes(10));

        assertThat(receipts).hasSize(2).allSatisfy(receipt -> assertSent(receipt, 1));
        assertThat(printed(receipts.getFirst())).containsExactlyInAnyOrder("Income", "IncomeReturn");
    }

    @Test
    void areSentAnewWhenTheRegisterCannotPrint() {
        fault("receipt_canceled", "times", 2);

        var receipts = receiptsOfACard(Duration.ofMinutes(10));

        assertThat(receipts).hasSize(2).allSatisfy(receipt -> assertSent(receipt, 2));
    }

    @Test
    void areRepeatedByAPersonWhoGivesAReason() {
        fault("receipt_canceled");
        var failed = receiptsOfACard(Duration.ofDays(9)).getFirst();
        var path = "/api/v1/receipts/" + failed.path("id").asString() + "/send-again";
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        platform.sandbox().clearFaults();

        staff().post(path, Map.of()).expect(400);
        staff().post(path, Map.of("reason", "The register has a new fiscal drive")).expect(200);
        platform.advance(Duration.ofMinutes(1));

        var again = staff().post(path, Map.of("reason", "Once more"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("receipt_not_failed");
        var sent = receipts(failed.path("payment_id").asString());
        assertSent(sent.getFirst(), failed.path("tries").intValue() + 1);
        assertThat(sent.getLast().path("state").asString()).isEqualTo("failed");
        assertThat(sql.texts("select reason from audit.entry where action = 'receipts.send_again' and subject_id = ?",
                UUID.fromString(failed.path("id").asString()))).containsExactly("The register has a new fiscal drive");
    }

    /** A card is checked with a small charge, which is returned: two receipts. */
    private List<JsonNode> receiptsOfACard(Duration later) {
        var anna = Customer.signedUp(platform);
        var url = anna.api().post("/api/v1/billing/payment-method?product=movix", null).expect(201).text("confirmation_url");
        var id = url.substring(url.lastIndexOf('/') + 1);
        platform.sandbox().http().post("/control/pay/cloudpayments/" + id, Map.of("card", "4111111111111111")).expect(200);
        platform.settleDown();
        platform.advance(later);
        return receipts(sql.text("select id from payments.payment where customer_id = ?", anna.id()));
    }

    private List<JsonNode> receipts(String payment) {
        return staff().get("/api/v1/payments/" + payment + "/receipts").expect(200).json().path("results").valueStream().toList();
    }

    /** Strikes the register of this acquirer only. */
    private void fault(String kind, Object... more) {
        var all = new ArrayList<>(List.of(more));
        all.addAll(List.of("provider", "cloudpayments"));
        platform.sandbox().fault("receipt", kind, all.toArray());
    }

    private static void assertSent(JsonNode receipt, int tries) {
        assertThat(receipt.path("state").asString()).isEqualTo("sent");
        assertThat(receipt.path("code").isNull()).as("confirmed").isTrue();
        assertThat(receipt.path("tries").intValue()).isEqualTo(tries);
        assertThat(receipt.path("amount").asString()).isEqualTo("1.00");
    }

    /** The types of the payment's receipts, as the register has them under the ids it gave us. */
    private List<String> printed(JsonNode receipt) {
        var terminal = platform.sandbox().http().with("Authorization", TERMINAL);
        return sql.texts("select provider_receipt_id from payments.receipt where payment_id = ?", UUID.fromString(receipt.path("payment_id").asString()))
                .stream()
                .map(id -> terminal.post("/cloudpayments/kkt/receipt/get", Map.of("Id", id)).expect(200).text("Model.Type"))
                .toList();
    }

    private Http staff() {
        var token = platform.http().post("/api/v1/user/login", Map.of("email", "root@kopeck.test", "password", "root-password-1"))
                .expect(200).text("access_token");
        return platform.http().with("Authorization", "Bearer " + token);
    }
}
