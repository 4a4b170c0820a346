package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.platform.verify.BookCheck;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import io.kopeck.testing.ReceiptCatalog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receipts at acquirers that take them along with the money and cannot be asked what became of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnconfirmedReceiptJourneyTest {

    private Platform platform;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of("CATALOG_FILE", ReceiptCatalog.file(), "CLOUDPAYMENTS_INN", ""));
        platform.sandbox().http().post("/control/config", Map.of("provider", "cloudpayments", "fiscalization", true)).expect(200);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({"movix, cloudpayments, 4111111111111111", "channel, robokassa, 5555555555554444"})
    void goAlongWithTheChargeAndWithWhatIsReturned(String product, String provider, String card) {
        var anna = Customer.signedUp(platform);
        var url = anna.api().post("/api/v1/billing/payment-method?product=" + product, null).expect(201).text("confirmation_url");
        var id = url.substring(Math.max(url.lastIndexOf('/'), url.lastIndexOf('=')) + 1);
        var body = new HashMap<String, Object>(Map.of("card", card));
        if (provider.equals("robokassa")) {
            body.put("url", url);
        }

        platform.sandbox().http().post("/control/pay/" + provider + "/" + id, body).expect(200);
        platform.settleDown();
        platform.advance(Duration.ofHours(1));

        var payment = new RawSql(platform.database()).text("select id from payments.payment where customer_id = ?", anna.id());
        var receipts = anna.api().get("/api/v1/payments/" + payment + "/receipts").expect(200).json().path("results").valueStream().toList();
        assertThat(receipts).extracting(receipt -> receipt.path("refund_id").isNull()).containsExactly(true, false);
        assertThat(receipts).allSatisfy(receipt -> {
            assertThat(receipt.path("state").asString()).isEqualTo("sent");
            assertThat(receipt.path("code").asString()).isEqualTo("unconfirmed");
            assertThat(receipt.path("amount").asString()).isEqualTo("1.00");
            assertThat(receipt.at("/lines/0/price").asString()).isEqualTo("1.00");
        });
        assertThat(platform.bean("receiptDocumentsCheck", BookCheck.class).findings(5)).isEmpty();
    }
}
