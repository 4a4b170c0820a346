package io.kopeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.engine.Json;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of payments, refunds, saved methods, bindings and receipts. */
class PaymentsTest {

    private Sandbox sandbox;
    private Merchant shop;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1));
        shop = new Merchant(sandbox);
    }

    /** After every test the book's totals are the sums of its entries, and no payment is refunded beyond its charge. */
    @AfterEach
    void booksAreTrue() {
        var book = shop.look("/book?provider=yookassa").json();
        long net = 0;
        var left = new java.util.HashMap<String, Long>();
        for (var entry : book.path("entries")) {
            long minor = Long.parseLong(entry.path("amount").asString().replace(".", "")) * (entry.path("kind").asString().equals("charge") ? 1 : -1);
            net += minor;
            assertThat(left.merge(entry.path("payment_id").asString(), minor, Long::sum)).isNotNegative();
        }
        assertThat(book.at("/totals/net").asString()).isEqualTo(java.math.BigDecimal.valueOf(net, 2).toPlainString());
        assertThat(book.at("/totals/count").intValue()).isEqualTo(book.path("entries").size());
        sandbox.close();
    }

    private java.util.Set<String> fields(Merchant.Reply reply) {
        return new HashSet<>(reply.json().propertyNames());
    }

    @Test
    void createsAPendingPaymentThatShowsOnlyWhatApplies() {
        var pending = shop.post("/payments", Merchant.order("{}"));

        assertThat(fields(pending)).containsExactlyInAnyOrder("id", "status", "amount", "description", "recipient", "created_at",
                "confirmation", "test", "paid", "refundable", "metadata");
        assertThat(pending.at("/confirmation/confirmation_url")).endsWith("/checkout/yookassa/" + pending.at("/id"));
        assertThat(pending.at("/id")).matches("[0-9a-f]{8}-000f-5000-[89ab]000-[0-9a-f]{12}");
        assertThat(pending.at("/created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void settlesAOneStagePaymentAndSavesTheCard() {
        var id = shop.paid("5555555555554444");

        var paid = shop.get("/payments/" + id);

        assertThat(fields(paid)).containsExactlyInAnyOrder("id", "status", "amount", "income_amount", "description", "recipient",
                "payment_method", "created_at", "captured_at", "test", "refunded_amount", "paid", "refundable", "metadata", "authorization_details");
        assertThat(paid.at("/income_amount/value")).isEqualTo("95.73");
        assertThat(paid.at("/refunded_amount/value")).isEqualTo("0.00");
        assertThat(paid.at("/payment_method/id")).isEqualTo(id);
        assertThat(paid.json().at("/payment_method/saved").booleanValue()).isTrue();
        assertThat(paid.at("/payment_method/card/last4")).isEqualTo("4444");
        assertThat(paid.json().at("/authorization_details/three_d_secure/applied").booleanValue()).isFalse();
        assertThat(paid.json().path("refundable").booleanValue()).isTrue();
    }

    @Test
    void savesTheCardOnlyWhenAskedAndAgreed() {
        var asked = shop.post("/payments", Json.MAPPER.readTree(Merchant.order("{}")).toString().replace("\"save_payment_method\":true,", ""));
        shop.pay(asked.at("/id"), "5555555555554444");
        var agreed = shop.post("/payments", Json.MAPPER.readTree(Merchant.order("{}")).toString().replace("\"save_payment_method\":true,", ""));
        shop.control("/pay/yookassa/" + agreed.at("/id"), "{\"card\":\"5555555555554444\",\"save\":true}");
        var never = shop.created("{\"save_payment_method\":false}");
        shop.control("/pay/yookassa/" + never, "{\"card\":\"5555555555554444\",\"save\":true}");

        assertThat(shop.get("/payments/" + asked.at("/id")).json().at("/payment_method/saved").booleanValue()).isFalse();
        assertThat(shop.get("/payments/" + agreed.at("/id")).json().at("/payment_method/saved").booleanValue()).isTrue();
        assertThat(shop.get("/payments/" + never).json().at("/payment_method/saved").booleanValue()).isFalse();
        var charge = shop.post("/payments", Merchant.renewal(never, "{}"));
        assertThat(charge.status()).isEqualTo(400);
        assertThat(charge.at("/parameter")).isEqualTo("payment_method_id");
    }

    @Test
    void paysBySbpAndChargesItAgain() {
        var id = shop.created("{}");

        assertThat(shop.control("/pay/yookassa/" + id, "{\"method\":\"sbp\"}").at("/status")).isEqualTo("succeeded");
        var paid = shop.get("/payments/" + id);
        var renewal = shop.post("/payments", Merchant.renewal(id, "{}"));
        var refund = shop.post("/refunds", "{\"payment_id\":\"" + id + "\",\"amount\":{\"value\":\"10.00\",\"currency\":\"RUB\"}}");

        assertThat(new HashSet<>(paid.json().path("payment_method").propertyNames()))
                .containsExactlyInAnyOrder("type", "id", "saved", "status", "payer_bank_details", "sbp_operation_id");
        assertThat(paid.at("/payment_method/type")).isEqualTo("sbp");
        assertThat(paid.json().at("/payment_method/saved").booleanValue()).isTrue();
        assertThat(paid.at("/payment_method/payer_bank_details/bic")).hasSize(9);
        assertThat(paid.at("/payment_method/payer_bank_details/bank_id")).hasSize(12);
        assertThat(paid.json().has("authorization_details")).isFalse();
        assertThat(renewal.at("/status")).isEqualTo("succeeded");
        assertThat(renewal.at("/payment_method/id")).isEqualTo(id);
        assertThat(renewal.at("/payment_method/sbp_operation_id")).matches("[0-9A-F]{32}")
                .isNotEqualTo(paid.at("/payment_method/sbp_operation_id"));
        assertThat(refund.at("/refund_method/type")).isEqualTo("sbp");
        assertThat(refund.json().has("refund_authorization_details")).isFalse();
    }

    @Test
    void paysFromAWalletAndChargesItAgain() {
        var id = shop.created("{}");

        assertThat(shop.control("/pay/yookassa/" + id, "{\"method\":\"yoo_money\"}").at("/status")).isEqualTo("succeeded");
        var paid = shop.get("/payments/" + id);

        assertThat(new HashSet<>(paid.json().path("payment_method").propertyNames()))
                .containsExactlyInAnyOrder("type", "id", "saved", "status", "title", "account_number");
        assertThat(paid.at("/payment_method/title")).isEqualTo("YooMoney wallet " + paid.at("/payment_method/account_number"));
        assertThat(paid.json().has("authorization_details")).isFalse();
        assertThat(shop.post("/payments", Merchant.renewal(id, "{}")).at("/payment_method/type")).isEqualTo("yoo_money");
    }

    @Test
    void hasNoHoldsAndNoChoiceOfSavingBySbp() {
        var hold = shop.created("{\"capture\":false}");
        var asked = shop.post("/payments", Json.MAPPER.readTree(Merchant.order("{}")).toString().replace("\"save_payment_method\":true,", "")).at("/id");
        shop.control("/pay/yookassa/" + asked, "{\"method\":\"sbp\",\"save\":true}");

        assertThat(shop.control("/pay/yookassa/" + hold, "{\"method\":\"sbp\"}").status()).isEqualTo(400);
        assertThat(shop.control("/pay/yookassa/" + hold, "{\"method\":\"yoo_money\"}").at("/status")).isEqualTo("waiting_for_capture");
        assertThat(shop.post("/payments", Merchant.order("{\"capture\":false,\"payment_method_data\":{\"type\":\"sbp\"}}")).status()).isEqualTo(400);
        assertThat(shop.get("/payments/" + asked).json().at("/payment_method/saved").booleanValue()).isFalse();
        assertThat(shop.control("/pay/yookassa/" + shop.created("{}"), "{\"method\":\"cash\"}").status()).isEqualTo(400);
    }

    @Test
    void holdsByDefaultAndCapturesInPart() {
        var id = shop.post("/payments", Json.MAPPER.readTree(Merchant.order("{}")).toString().replace("\"capture\":true,", "")).at("/id");
        assertThat(shop.pay(id, "5555555555554444").at("/status")).isEqualTo("waiting_for_capture");
        var held = shop.get("/payments/" + id);
        assertThat(held.json().path("paid").booleanValue()).isTrue();
        assertThat(held.json().path("refundable").booleanValue()).isFalse();
        assertThat(held.json().has("expires_at")).isTrue();
        assertThat(shop.look("/book?provider=yookassa").json().path("entries")).isEmpty();

        var tooMuch = shop.post("/payments/" + id + "/capture", "{\"amount\":{\"value\":\"100.01\",\"currency\":\"RUB\"}}");
        var captured = shop.post("/payments/" + id + "/capture", "{\"amount\":{\"value\":\"60.00\",\"currency\":\"RUB\"}}");
        var twice = shop.post("/payments/" + id + "/capture", "{}");

        assertThat(tooMuch.at("/parameter")).isEqualTo("amount");
        assertThat(captured.at("/status")).isEqualTo("succeeded");
        assertThat(captured.at("/amount/value")).isEqualTo("60.00");
        assertThat(twice.at("/parameter")).isEqualTo("payment_id");
        assertThat(shop.look("/book?provider=yookassa").at("/totals/charged")).isEqualTo("60.00");
    }

    @Test
    void cancelsOnlyAHold() {
        var pending = shop.created("{\"capture\":false}");
        assertThat(shop.post("/payments/" + pending + "/cancel", "{}").at("/parameter")).isEqualTo("payment_id");
        shop.pay(pending, "5555555555554444");

        var canceled = shop.post("/payments/" + pending + "/cancel", "{}");

        assertThat(canceled.at("/status")).isEqualTo("canceled");
        assertThat(canceled.at("/cancellation_details/party")).isEqualTo("merchant");
        assertThat(canceled.at("/cancellation_details/reason")).isEqualTo("canceled_by_merchant");
        assertThat(shop.post("/payments/" + shop.paid("5555555555554444") + "/cancel", "{}").status()).isEqualTo(400);
        assertThat(shop.post("/payments/nope/cancel", "{}").at("/parameter")).isEqualTo("payment_id");
    }

    @Test
    void refundsInPartsButNeverMoreThanWasPaid() {
        var id = shop.paid("5555555555554444");

        var first = refund(id, "30.00");
        var second = refund(id, "70.01");
        var third = refund(id, "70.00");
        var fourth = refund(id, "0.01");

        assertThat(first.at("/status")).isEqualTo("succeeded");
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.at("/parameter")).isEqualTo("amount");
        assertThat(third.at("/status")).isEqualTo("succeeded");
        assertThat(fourth.status()).isEqualTo(400);
        var payment = shop.get("/payments/" + id);
        assertThat(payment.at("/status")).isEqualTo("succeeded");
        assertThat(payment.at("/refunded_amount/value")).isEqualTo("100.00");
        assertThat(payment.json().path("refundable").booleanValue()).isFalse();
        assertThat(shop.get("/refunds/" + first.at("/id")).at("/payment_id")).isEqualTo(id);
        assertThat(shop.get("/refunds?payment_id=" + id).json().path("items")).hasSize(2);
        assertThat(refund(shop.created("{}"), "1.00").at("/parameter")).isEqualTo("payment_id");
        assertThat(refund("nope", "1.00").at("/parameter")).isEqualTo("payment_id");
    }

    private Merchant.Reply refund(String paymentId, String value) {
        return shop.post("/refunds", "{\"payment_id\":\"" + paymentId + "\",\"amount\":{\"value\":\"" + value + "\",\"currency\":\"RUB\"}}");
    }

    @Test
    void chargesASavedCardAtOnce() {
        var method = shop.paid("2202474301322987");

        var charge = shop.post("/payments", Merchant.renewal(method, "{\"metadata\":{\"payment_id\":\"our-1\"}}"));
        var held = shop.post("/payments", Merchant.renewal(method, "{\"capture\":false}"));

        assertThat(charge.at("/status")).isEqualTo("succeeded");
        assertThat(charge.at("/payment_method/id")).isEqualTo(method).isNotEqualTo(charge.at("/id"));
        assertThat(held.at("/status")).isEqualTo("waiting_for_capture");
        var entry = shop.look("/book?provider=yookassa&after=1&limit=1").json().at("/entries/0");
        assertThat(entry.path("reference").asString()).isEqualTo("our-1");
        assertThat(entry.path("recurring").booleanValue()).isTrue();
        assertThat(entry.path("payment_method_id").asString()).isEqualTo(method);
    }

    @ParameterizedTest
    @CsvSource({
        "3d_secure_failed,payment_network,5555555555554592,4839665499603842,2200000000000012",
        "call_issuer,payment_network,5555555555554535,4926946416239025,2200000000000020",
        "card_expired,payment_network,5555555555554543,4141435412630840,2200000000000038",
        "fraud_suspected,payment_network,5555555555554568,4483274282299972,2200000000000046",
        "general_decline,payment_network,5555555555554527,4889971706588753,2202202212312379",
        "insufficient_funds,payment_network,5555555555554600,4562265587712390,2200000000000053",
        "invalid_card_number,payment_network,5555555555554618,4951017853630544,2201382000000013",
        "invalid_csc,payment_network,5555555555554626,4194180666146368,2200770212727079",
        "issuer_unavailable,payment_network,5555555555554501,4654130848359150,2201382000000021",
        "payment_method_limit_exceeded,payment_network,5555555555554576,4565231022577548,2201382000000039",
        "payment_method_restricted,payment_network,5555555555554550,4233961169071671,2201382000000047",
        "country_forbidden,yoo_money,5555555555554584,4969751510013864,2201382000000054",
        "fraud_suspected,yoo_money,5555555555554634,4119098878796485,2201696981989955",
    })
    void declinesEachCardOfTheTable(String reason, String party, String masterCard, String visa, String mir) {
        for (var card : new String[] {masterCard, visa, mir}) {
            var id = shop.created("{}");
            assertThat(shop.pay(id, card).at("/status")).isEqualTo("canceled");
            var payment = shop.get("/payments/" + id);
            assertThat(payment.status()).isEqualTo(200);
            assertThat(payment.at("/cancellation_details/reason")).isEqualTo(reason);
            assertThat(payment.at("/cancellation_details/party")).isEqualTo(party);
            assertThat(payment.json().has("authorization_details")).isTrue();
            assertThat(payment.json().path("paid").booleanValue()).isFalse();
            assertThat(payment.json().at("/payment_method/saved").booleanValue()).isFalse();
            assertThat(shop.pay(id, "5555555555554444").status()).isEqualTo(409);
        }
        shop.fault("{\"provider\":\"yookassa\",\"operation\":\"charge\",\"kind\":\"decline\",\"reason\":\"" + reason + "\",\"times\":1}");
        var method = shop.paid("5555555555554444");
        var charge = shop.post("/payments", Merchant.renewal(method, "{}"));
        assertThat(charge.status()).isEqualTo(200);
        assertThat(charge.at("/status")).isEqualTo("canceled");
        assertThat(charge.at("/cancellation_details/reason")).isEqualTo(reason);
        assertThat(charge.json().at("/payment_method/saved").booleanValue()).isTrue();
        assertThat(shop.post("/payments", Merchant.renewal(method, "{}")).at("/status")).isEqualTo("succeeded");
    }

    @ParameterizedTest
    @CsvSource({"5555555555554642", "2200000000000079"})
    void passesTheFirstPaymentAndDeclinesAutopayments(String card) {
        var method = shop.paid(card);

        var charge = shop.post("/payments", Merchant.renewal(method, "{}"));

        assertThat(charge.at("/status")).isEqualTo("canceled");
        assertThat(charge.at("/cancellation_details/reason")).isEqualTo("insufficient_funds");
        assertThat(charge.at("/payment_method/status")).isEqualTo("active");
    }

    @Test
    void asksThe3dsCardAtCheckoutAndNeverInAMerchantInitiatedCharge() {
        var id = shop.created("{}");
        var waiting = shop.control("/pay/yookassa/" + id, "{\"card\":\"5555555555554477\",\"confirm\":false}");
        assertThat(waiting.at("/status")).isEqualTo("pending");
        assertThat(waiting.at("/waits_for")).isEqualTo("3ds");
        assertThat(shop.control("/pay/yookassa/" + id, "{\"confirm\":true}").at("/status")).isEqualTo("succeeded");
        assertThat(shop.get("/payments/" + id).json().at("/authorization_details/three_d_secure/applied").booleanValue()).isTrue();

        var unattended = shop.post("/payments", Merchant.renewal(id, "{}"));
        var attended = shop.post("/payments", Merchant.renewal(id, "{\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"https://shop.example/r\"}}"));

        assertThat(unattended.at("/status")).isEqualTo("succeeded");
        assertThat(attended.at("/status")).isEqualTo("pending");
        assertThat(attended.at("/confirmation/confirmation_url")).endsWith(attended.at("/id"));
        var refused = shop.control("/pay/yookassa/" + attended.at("/id"), "{\"confirm\":false}");
        assertThat(refused.at("/status")).isEqualTo("canceled");
        assertThat(refused.at("/reason")).isEqualTo("3d_secure_failed");
        assertThat(shop.get("/payments/" + attended.at("/id")).json().at("/payment_method/saved").booleanValue()).isTrue();
    }

    @Test
    void declinesAnExpiryInThePastButKeepsChargingASavedCardLater() {
        var id = shop.created("{}");
        assertThat(shop.control("/pay/yookassa/" + id, "{\"card\":\"5555555555554444\",\"expiry\":\"01/2020\"}").at("/reason")).isEqualTo("card_expired");

        var method = shop.paid("5555555555554444");
        shop.advance("P20Y");
        assertThat(shop.post("/payments", Merchant.renewal(method, "{}")).at("/status")).isEqualTo("succeeded");
    }

    @Test
    void expiresWhatIsNotConfirmedOrCapturedInTime() {
        var pending = shop.created("{}");
        var held = shop.created("{\"capture\":false}");
        shop.pay(held, "5555555555554444");

        shop.advance("PT59M");
        assertThat(shop.get("/payments/" + pending).at("/status")).isEqualTo("pending");
        shop.advance("PT1M");
        var expired = shop.get("/payments/" + pending);
        assertThat(expired.at("/cancellation_details/reason")).isEqualTo("expired_on_confirmation");
        assertThat(expired.json().has("confirmation")).isFalse();
        assertThat(shop.get("/payments/" + held).at("/status")).isEqualTo("waiting_for_capture");

        shop.advance("P7D");
        assertThat(shop.get("/payments/" + held).at("/cancellation_details/reason")).isEqualTo("expired_on_capture");
        assertThat(shop.look("/book?provider=yookassa").json().path("entries")).isEmpty();
    }

    @Test
    void bindsACardWithoutACharge() {
        var binding = shop.post("/payment_methods", "{\"type\":\"bank_card\",\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"https://shop.example/r\"}}");
        var id = binding.at("/id");
        assertThat(binding.at("/status")).isEqualTo("pending");
        assertThat(id).contains("-0037-5000-");
        assertThat(shop.post("/payments", Merchant.renewal(id, "{}")).status()).isEqualTo(400);

        assertThat(shop.pay(id, "2200000000000004").at("/status")).isEqualTo("active");

        var active = shop.get("/payment_methods/" + id);
        assertThat(active.json().path("saved").booleanValue()).isTrue();
        assertThat(active.at("/title")).isEqualTo("Bank card *0004");
        assertThat(active.at("/holder/account_id")).isEqualTo("100500");
        assertThat(shop.post("/payments", Merchant.renewal(id, "{}")).at("/status")).isEqualTo("succeeded");
        var declined = shop.post("/payment_methods", "{\"type\":\"bank_card\",\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"https://shop.example/r\"}}");
        assertThat(shop.pay(declined.at("/id"), "5555555555554600").at("/status")).isEqualTo("inactive");
    }

    @Test
    void refusesEverythingRecurringWhenTheShopMayNot() {
        var method = shop.paid("5555555555554444");
        shop.control("/config", "{\"recurring\":false}");

        var first = shop.post("/payments", Merchant.order("{}"));
        var charge = shop.post("/payments", Merchant.renewal(method, "{}"));

        assertThat(first.status()).isEqualTo(403);
        assertThat(first.at("/code")).isEqualTo("forbidden");
        assertThat(first.at("/description")).startsWith("This store can't make recurring payments.");
        assertThat(charge.status()).isEqualTo(403);
        assertThat(shop.post("/payments", Merchant.order("{\"save_payment_method\":false}")).status()).isEqualTo(200);
    }

    @Test
    void demandsReceiptsThatAddUpWhenFiscalizationIsOn() {
        shop.control("/config", "{\"fiscalization\":true}");
        assertThat(shop.post("/payments", Merchant.order("{}")).at("/parameter")).isEqualTo("receipt");
        assertThat(shop.post("/payments", Merchant.order(receipt("49.99"))).at("/parameter")).isEqualTo("receipt");

        var id = shop.post("/payments", Merchant.order(receipt("50.00"))).at("/id");
        shop.pay(id, "5555555555554444");
        assertThat(shop.get("/payments/" + id).at("/receipt_registration")).isEqualTo("pending");
        assertThat(refund(id, "40.00").at("/parameter")).isEqualTo("receipt");
        shop.advance("PT2S");

        assertThat(shop.get("/payments/" + id).at("/receipt_registration")).isEqualTo("succeeded");
        assertThat(shop.get("/receipts?payment_id=" + id).at("/items/0/status")).isEqualTo("succeeded");
        assertThat(refund(id, "100.00").at("/receipt_registration")).isEqualTo("pending");
        assertThat(shop.get("/me").json().at("/fiscalization/enabled").booleanValue()).isTrue();
    }

    private static String receipt(String price) {
        return """
                {"receipt":{"customer":{"email":"a@example.org"},"items":[{"description":"Month","quantity":2,
                 "amount":{"value":"%s","currency":"RUB"},"vat_code":1,"payment_mode":"full_payment","payment_subject":"service"}]}}""".formatted(price);
    }

    @Test
    void registersASeparateReceipt() {
        var id = shop.paid("5555555555554444");
        var body = """
                {"type":"payment","payment_id":"%s","send":true,"customer":{"email":"a@example.org"},
                 "items":[{"description":"Month","quantity":"1.00","amount":{"value":"100.00","currency":"RUB"},"vat_code":"1"}],
                 "settlements":[{"type":"prepayment","amount":{"value":"100.00","currency":"RUB"}}]}""".formatted(id);

        var receipt = shop.post("/receipts", body);
        shop.advance("PT2S");

        assertThat(receipt.at("/status")).isEqualTo("pending");
        assertThat(receipt.at("/id")).startsWith("rt-").hasSize(39);
        var registered = shop.get("/receipts/" + receipt.at("/id"));
        assertThat(registered.at("/status")).isEqualTo("succeeded");
        assertThat(registered.at("/registered_at")).endsWith("+03:00");
        assertThat(shop.post("/receipts", body.replace("\"send\":true,", "")).at("/parameter")).isEqualTo("send");
    }

    @Test
    void letsTheRegisterRefuseOrTarry() {
        shop.control("/config", "{\"fiscalization\":true}");
        var refused = shop.post("/payments", Merchant.order(receipt("50.00"))).at("/id");
        var slow = shop.post("/payments", Merchant.order(receipt("50.00"))).at("/id");
        shop.fault("{\"provider\":\"yookassa\",\"operation\":\"receipt\",\"kind\":\"receipt_canceled\",\"match\":\"" + refused + "\"}");
        shop.fault("{\"provider\":\"yookassa\",\"operation\":\"receipt\",\"kind\":\"pending\",\"delay_ms\":600000,\"match\":\"" + slow + "\"}");
        shop.pay(refused, "5555555555554444");
        shop.pay(slow, "5555555555554444");
        shop.advance("PT2S");

        assertThat(shop.get("/payments/" + refused).at("/status")).isEqualTo("succeeded");
        assertThat(shop.get("/payments/" + refused).at("/receipt_registration")).isEqualTo("canceled");
        assertThat(shop.get("/receipts?payment_id=" + refused).json().at("/items/0").has("registered_at")).isFalse();
        assertThat(shop.get("/payments/" + slow).at("/receipt_registration")).isEqualTo("pending");
        shop.advance("PT10M");
        assertThat(shop.get("/payments/" + slow).at("/receipt_registration")).isEqualTo("succeeded");
    }

    @Test
    void refundsFromTheCabinet() {
        var id = shop.paid("5555555555554444");

        assertThat(shop.control("/refund/yookassa/" + id, "{\"amount\":\"10.00\"}").status()).isEqualTo(201);
        assertThat(shop.control("/refund/yookassa/" + id, "{}").at("/amount/value")).isEqualTo("90.00");
        assertThat(shop.control("/refund/yookassa/" + id, "{}").status()).isEqualTo(409);
        assertThat(shop.control("/refund/yookassa/nope", "{}").status()).isEqualTo(404);
    }

    @Test
    void answers503WhenFull() {
        try (var small = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1).withObjectsMax(2))) {
            var merchant = new Merchant(small);
            merchant.created("{}");
            merchant.created("{}");

            var third = merchant.post("/payments", Merchant.order("{}"));

            assertThat(third.status()).isEqualTo(503);
            assertThat(third.at("/code")).isEqualTo("sandbox_full");
        }
    }
}
