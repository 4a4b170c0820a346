package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.subscriptions.Subscriptions;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped products live the same life through the same engine, whoever takes the money. */
class ThreeAcquirersJourneyTest {

    private final Platform platform = Platform.shared();

    @AfterEach
    void calm() {
        platform.sandbox().clearFaults();
    }

    @ParameterizedTest
    @EnumSource
    void firstPaymentAtThePageSavesTheCardAndRenewsWithIt(Shop shop) {
        var anna = Customer.signedUp(platform);
        var begun = anna.api().post(shop.path("subscription"), Map.of("tariff", shop.tariff)).expect(202);

        pay(shop, begun, shop.goodCard);

        assertThat(subscription(shop, anna).text("status")).isEqualTo("active");
        assertThat(access(shop, anna)).isEqualTo("full");
        platform.advance(Duration.ofDays(32));
        assertThat(subscription(shop, anna).text("status")).isEqualTo("active");
        assertThat(book(shop, anna)).containsExactly("charge " + shop.price, "charge " + shop.price);
    }

    @ParameterizedTest
    @EnumSource
    void failingRenewalsEndAfterThreeDailyAttempts(Shop shop) {
        var anna = Customer.signedUp(platform);
        pay(shop, anna.api().post(shop.path("subscription"), Map.of("tariff", shop.tariff)).expect(202), shop.fadingCard);

        var end = platform.bean(Subscriptions.class).current(new CustomerId(anna.id()), new ProductCode(shop.product)).orElseThrow()
                .period().end();
        platform.advance(Duration.between(platform.now(), end).plusHours(1));
        assertThat(subscription(shop, anna).text("status")).isEqualTo("waiting");
        assertThat(access(shop, anna)).isEqualTo("full");
        platform.advance(Duration.ofDays(3));

        assertThat(subscription(shop, anna).text("status")).isEqualTo("expired");
        assertThat(access(shop, anna)).isEqualTo("none");
        assertThat(book(shop, anna)).containsExactly("charge " + shop.price);
    }

    @ParameterizedTest
    @EnumSource
    void checksANewCardAndGivesTheRoubleBack(Shop shop) {
        var anna = Customer.signedUp(platform);

        pay(shop, anna.api().post(shop.path("payment-method"), null).expect(201), shop.goodCard);
        platform.advance(Duration.ofHours(1));

        assertThat(anna.api().get(shop.path("payment-method")).expect(200).json().path("results")).hasSize(1);
        assertThat(book(shop, anna)).containsExactly("charge 1.00", "refund 1.00");
    }

    private void pay(Shop shop, Reply begun, String card) {
        var url = begun.text("confirmation_url");
        var body = new HashMap<String, Object>(Map.of("card", card));
        if (shop == Shop.CHANNEL) {
            body.put("url", url);
        }
        var id = url.substring(Math.max(url.lastIndexOf('/'), url.lastIndexOf('=')) + 1);
        platform.sandbox().http().post("/control/pay/" + shop.provider + "/" + id, body).expect(200);
        platform.settleDown();
    }

    private Reply subscription(Shop shop, Customer customer) {
        return customer.api().get(shop.path("subscription")).expect(200);
    }

    private String access(Shop shop, Customer customer) {
        return customer.api().get("/api/v1/access/" + customer.id() + "?product=" + shop.product).expect(200).text("level");
    }

    private List<String> book(Shop shop, Customer customer) {
        var mine = new ArrayList<String>();
        var payments = new RawSql(platform.database())
                .texts("select id::text from payments.payment where customer_id = ?", customer.id());
        for (var entry : platform.sandbox().http().get("/control/book?provider=" + shop.provider).expect(200).json().path("entries")) {
            var metadata = entry.path("metadata");
            if (payments.contains(metadata.path("payment_id").asString(metadata.path("Shp_payment").asString("")))) {
                mine.add(entry.path("kind").asString() + " " + entry.path("amount").asString());
            }
        }
        return mine;
    }

    /** A shipped product with its acquirer and that acquirer's test cards. */
    enum Shop {
        MOVIX("movix", "cloudpayments", "5b0c1f0e-3c54-4d0e-9a5f-6c1d0f7a1e01", "299.00", "4000000000003055", "4111111111111111"),
        CHANNEL("channel", "robokassa", "c7a11e50-8a6d-4a53-9d3b-2f0f6b7c5001", "500.00", "5555555555554444", "5555555555554642");

        private final String product;
        private final String provider;
        private final String tariff;
        private final String price;
        private final String goodCard;
        private final String fadingCard;

        Shop(String product, String provider, String tariff, String price, String goodCard, String fadingCard) {
            this.product = product;
            this.provider = provider;
            this.tariff = tariff;
            this.price = price;
            this.goodCard = goodCard;
            this.fadingCard = fadingCard;
        }

        String path(String what) {
            return "/api/v1/billing/" + what + "?product=" + product;
        }
    }
}
