package io.kopeck.sandbox.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import java.util.HashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of charges, holds, refunds, orders and chargebacks. */
class PaymentsTest {

    private Sandbox sandbox;
    private Shop shop;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1));
        shop = new Shop(sandbox);
    }

    /** After every test the book's totals are the sums of its entries, and no payment gave back more than it took. */
    @AfterEach
    void booksAreTrue() {
        var book = shop.book().json();
        long net = 0;
        var left = new HashMap<String, Long>();
        for (var entry : book.path("entries")) {
            long minor = Long.parseLong(entry.path("amount").asString().replace(".", "")) * (entry.path("kind").asString().equals("charge") ? 1 : -1);
            net += minor;
            assertThat(left.merge(entry.path("payment_id").asString(), minor, Long::sum)).isNotNegative();
        }
        assertThat(book.at("/totals/net").asString()).isEqualTo(java.math.BigDecimal.valueOf(net, 2).toPlainString());
        assertThat(book.at("/totals/count").intValue()).isEqualTo(book.path("entries").size());
        sandbox.close();
    }

    @Test
    void chargesACardAndGivesAToken() {
        var reply = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{}"));

        assertThat(reply.json().path("Success").booleanValue()).isTrue();
        assertThat(reply.json().path("Message").isNull()).isTrue();
        assertThat(reply.at("/Model/Status")).isEqualTo("Completed");
        assertThat(reply.json().at("/Model/StatusCode").intValue()).isEqualTo(3);
        assertThat(reply.json().at("/Model/ReasonCode").intValue()).isZero();
        assertThat(reply.json().at("/Model/Amount").isNumber()).isTrue();
        assertThat(reply.at("/Model/Token")).startsWith("tk_");
        assertThat(reply.at("/Model/CardFirstSix")).isEqualTo("400000");
        assertThat(reply.at("/Model/JsonData")).isEqualTo("{\"order_id\":\"72\"}");
        assertThat(reply.at("/Model/CreatedDate")).matches("/Date\\(\\d+\\)/");
        assertThat(reply.at("/Model/CreatedDateIso")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
        var entry = shop.book().json().at("/entries/0");
        assertThat(entry.path("payment_id").asString()).isEqualTo(reply.at("/Model/TransactionId"));
        assertThat(entry.path("reference").asString()).isEqualTo("72");
        assertThat(entry.at("/metadata/order_id").asString()).isEqualTo("72");
        assertThat(entry.at("/metadata/AccountId").asString()).isEqualTo("user-1");
        assertThat(entry.path("payment_method_id").asString()).as("the transaction that saved the card").isEqualTo(reply.at("/Model/TransactionId"));
        assertThat(entry.path("recurring").booleanValue()).isFalse();
    }

    @Test
    void declinesWithAReasonAndNoMessage() {
        var reply = shop.post("/payments/cards/charge", Shop.charge(Shop.POOR, "{}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("Success").booleanValue()).isFalse();
        assertThat(reply.json().path("Message").isNull()).isTrue();
        assertThat(reply.at("/Model/Status")).isEqualTo("Declined");
        assertThat(reply.json().at("/Model/ReasonCode").intValue()).isEqualTo(5051);
        assertThat(reply.at("/Model/Reason")).isEqualTo("InsufficientFunds");
        assertThat(reply.at("/Model/CardHolderMessage")).isEqualTo("Недостаточно средств на карте");
        assertThat(reply.json().at("/Model/Token").isNull()).isTrue();
        var found = shop.post("/payments/find", "{\"InvoiceId\":\"72\"}");
        assertThat(found.json().path("Success").booleanValue()).as("found, and still false").isFalse();
        assertThat(found.json().at("/Model/ReasonCode").intValue()).isEqualTo(5051);
        assertThat(shop.book().json().path("entries")).isEmpty();
    }

    @Test
    void saysInEnglishWhatItIsAskedToSayInEnglish() {
        var reply = shop.post("/payments/cards/charge", Shop.charge(Shop.POOR, "{\"CultureName\":\"en-US\"}"));

        assertThat(reply.at("/Model/CardHolderMessage")).isEqualTo("Insufficient funds on account");
    }

    @Test
    void sendsA3dsCardToTheBankAndConcludesAtTheMerchantsWord() {
        var asked = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD_3DS, "{}"));
        var id = asked.at("/Model/TransactionId");

        assertThat(asked.json().path("Success").booleanValue()).isFalse();
        assertThat(asked.json().path("Model").has("ReasonCode")).isFalse();
        assertThat(asked.at("/Model/AcsUrl")).startsWith(sandbox.baseUri().toString());
        assertThat(asked.at("/Model/PaReq")).startsWith("+/");
        assertThat(shop.get(id).at("/Model/Status")).isEqualTo("AwaitingAuthentication");
        var customer = shop.control("/pay/cloudpayments/" + id, "{\"confirm\":true}");
        assertThat(customer.at("/handover/MD")).isEqualTo(id);
        assertThat(shop.book().json().path("entries")).as("only post3ds concludes").isEmpty();
        var concluded = shop.post("/payments/cards/post3ds", "{\"TransactionId\":%s,\"PaRes\":\"%s\"}".formatted(id, customer.at("/handover/PaRes")));
        assertThat(concluded.at("/Model/Status")).isEqualTo("Completed");
        assertThat(concluded.at("/Model/TransactionId")).isEqualTo(id);
        var again = shop.post("/payments/cards/post3ds", "{\"TransactionId\":%s,\"PaRes\":\"%s\"}".formatted(id, customer.at("/handover/PaRes")));
        assertThat(again.json().path("Success").booleanValue()).isFalse();
        assertThat(shop.book().json().path("entries")).hasSize(1);
    }

    @Test
    void declinesAFailedOrForgedAuthentication() {
        var first = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD_3DS, "{}")).at("/Model/TransactionId");
        var refused = shop.control("/pay/cloudpayments/" + first, "{\"confirm\":false}").at("/handover/PaRes");
        var second = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD_3DS, "{}")).at("/Model/TransactionId");
        var others = shop.control("/pay/cloudpayments/" + second, "{\"confirm\":true}").at("/handover/PaRes");

        assertThat(shop.post("/payments/cards/post3ds", "{\"TransactionId\":%s,\"PaRes\":\"%s\"}".formatted(first, refused)).json().at("/Model/ReasonCode").intValue())
                .isEqualTo(5206);
        var third = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD_3DS, "{}")).at("/Model/TransactionId");
        assertThat(shop.post("/payments/cards/post3ds", "{\"TransactionId\":%s,\"PaRes\":\"%s\"}".formatted(third, others)).json().at("/Model/ReasonCode").intValue())
                .isEqualTo(5206);
        shop.advance("PT1H");
        assertThat(shop.get(second).at("/Model/Status")).as("nobody came back").isEqualTo("Declined");
    }

    @Test
    void chargesATokenWithoutTheBank() {
        var first = shop.post("/payments/cards/auth", Shop.charge(Shop.GOOD, "{}"));
        var token = first.at("/Model/Token");

        var renewal = shop.post("/payments/tokens/charge", Shop.renewal(token, "{}"));

        assertThat(renewal.at("/Model/Status")).isEqualTo("Completed");
        assertThat(renewal.json().at("/Model/TrInitiatorCode").intValue()).isZero();
        assertThat(renewal.at("/Model/Token")).isEqualTo(token);
        var entry = shop.book().json().at("/entries/0");
        assertThat(entry.path("recurring").booleanValue()).isTrue();
        assertThat(entry.path("payment_method_id").asString()).isEqualTo(first.at("/Model/TransactionId"));
        var list = shop.post("/payments/tokens/list", "{\"PageNumber\":1}");
        assertThat(list.at("/Model/0/Token")).isEqualTo(token);
        assertThat(list.at("/Model/0/CardMask")).isEqualTo("4000 00****** 3055");
        assertThat(shop.token(Shop.GOOD)).as("the same card of the same account").isEqualTo(token);
        assertThat(shop.post("/payments/tokens/list", "{\"PageNumber\":2}").json().path("Model")).isEmpty();
    }

    @Test
    void declinesTheLaterChargesOfTheDunningCards() {
        var token = shop.token(Shop.POOR_LATER);

        var renewal = shop.post("/payments/tokens/charge", Shop.renewal(token, "{}"));

        assertThat(renewal.json().at("/Model/ReasonCode").intValue()).isEqualTo(5051);
        assertThat(renewal.at("/Model/Token")).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"TrInitiatorCode\":null} | TrInitiatorCode is required",
        "{\"PaymentScheduled\":null} | PaymentScheduled is required",
        "{\"TrInitiatorCode\":7} | TrInitiatorCode is invalid",
        "{\"AccountId\":null} | AccountId is required",
        "{\"Token\":null} | Token is required",
        "{\"Amount\":0} | Amount is required; Amount value is too small",
        "{\"AccountId\":\"somebody else\"} | Token not found",
    })
    void refusesTokenChargesThatSayTooLittle(String extra, String message) {
        var token = shop.token(Shop.GOOD);

        var reply = shop.post("/payments/tokens/charge", Shop.renewal(token, extra));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("Success").booleanValue()).isFalse();
        assertThat(reply.at("/Message")).isEqualTo(message);
        assertThat(reply.json().has("Model")).isFalse();
    }

    @Test
    void declinesATokenItDidNotIssue() {
        var reply = shop.post("/payments/tokens/charge", Shop.renewal("tk_of_another_terminal", "{}"));

        assertThat(reply.json().at("/Model/ReasonCode").intValue()).isEqualTo(6025);
        assertThat(shop.post("/payments/tokens/charge", Shop.renewal(shop.token(Shop.GOOD), "{\"TrInitiatorCode\":1,\"PaymentScheduled\":null}"))
                .at("/Model/Status")).as("the customer need not say scheduled").isEqualTo("Completed");
    }

    @Test
    void savesNoCardWithoutAnAccountOrConsent() {
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{\"AccountId\":null}")).json().at("/Model/Token").isNull()).isTrue();
        shop.configure("{\"save_cards\":\"asked\"}");
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{}")).json().at("/Model/Token").isNull()).isTrue();
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{\"SaveCard\":true}")).at("/Model/Token")).startsWith("tk_");
        shop.configure("{\"save_cards\":\"never\"}");
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{\"SaveCard\":true}")).json().at("/Model/Token").isNull()).isTrue();
    }

    @Test
    void blocksACardForADayAfterTwoDeclines() {
        var token = shop.token(Shop.POOR_LATER);
        var renewal = Shop.renewal(token, "{}");
        shop.post("/payments/tokens/charge", renewal);
        shop.post("/payments/tokens/charge", renewal);

        var blocked = shop.post("/payments/cards/charge", Shop.charge(Shop.POOR_LATER, "{}"));

        assertThat(blocked.json().at("/Model/ReasonCode").intValue()).as("this card would have paid").isEqualTo(5051);
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.POOR_LATER, "{\"AccountId\":\"user-2\"}")).at("/Model/Status"))
                .as("somebody else's").isEqualTo("Completed");
        shop.advance("PT24H");
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.POOR_LATER, "{}")).at("/Model/Status")).isEqualTo("Completed");
        shop.post("/payments/tokens/charge", renewal);
        shop.advance("PT24H");
        shop.post("/payments/tokens/charge", renewal);
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.POOR_LATER, "{}")).at("/Model/Status")).as("a day apart").isEqualTo("Completed");
        shop.configure("{\"block_declined\":false}");
        shop.post("/payments/tokens/charge", renewal);
        shop.post("/payments/tokens/charge", renewal);
        assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.POOR_LATER, "{}")).at("/Model/Status")).isEqualTo("Completed");
    }

    @Test
    void confirmsAHoldInPartAndVoidsAnother() {
        var held = shop.post("/payments/cards/auth", Shop.charge(Shop.GOOD, "{}"));
        var id = held.at("/Model/TransactionId");
        assertThat(held.at("/Model/Status")).isEqualTo("Authorized");
        assertThat(held.json().at("/Model/StatusCode").intValue()).isEqualTo(2);
        assertThat(shop.book().json().path("entries")).isEmpty();

        var tooMuch = shop.post("/payments/confirm", "{\"TransactionId\":%s,\"Amount\":100.01}".formatted(id));
        var confirmed = shop.post("/payments/confirm", "{\"TransactionId\":%s,\"Amount\":60}".formatted(id));
        var twice = shop.post("/payments/confirm", "{\"TransactionId\":%s,\"Amount\":60}".formatted(id));

        assertThat(tooMuch.text()).isEqualTo("{\"Success\":false,\"Message\":null}");
        assertThat(confirmed.text()).isEqualTo("{\"Success\":true,\"Message\":null}");
        assertThat(twice.json().path("Success").booleanValue()).isFalse();
        assertThat(shop.get(id).at("/Model/Amount")).isEqualTo("60");
        assertThat(shop.book().at("/totals/charged")).isEqualTo("60.00");
        assertThat(shop.post("/payments/void", "{\"TransactionId\":%s}".formatted(id)).at("/Message")).isNotEmpty();
        var other = shop.post("/payments/cards/auth", Shop.charge(Shop.GOOD, "{}")).at("/Model/TransactionId");
        assertThat(shop.post("/payments/void", "{\"TransactionId\":%s}".formatted(other)).text()).isEqualTo("{\"Success\":true,\"Message\":null}");
        assertThat(shop.get(other).at("/Model/Status")).isEqualTo("Cancelled");
    }

    @Test
    void cancelsAHoldAfterSevenDays() {
        var id = shop.post("/payments/cards/auth", Shop.charge(Shop.GOOD, "{}")).at("/Model/TransactionId");

        shop.advance("P6DT23H");
        assertThat(shop.get(id).at("/Model/Status")).isEqualTo("Authorized");
        shop.advance("PT1H");

        assertThat(shop.get(id).at("/Model/Status")).isEqualTo("Cancelled");
        assertThat(shop.post("/payments/confirm", "{\"TransactionId\":%s,\"Amount\":60}".formatted(id)).json().path("Success").booleanValue()).isFalse();
    }

    @Test
    void refundsUpToThePaymentAndWithinAYear() {
        var id = shop.charged(Shop.GOOD);

        var part = shop.post("/payments/refund", "{\"TransactionId\":%s,\"Amount\":30}".formatted(id));
        var tooMuch = shop.post("/payments/refund", "{\"TransactionId\":%s,\"Amount\":70.01}".formatted(id));

        assertThat(part.json().path("Model").propertyNames()).containsExactly("TransactionId");
        assertThat(part.at("/Model/TransactionId")).isNotEqualTo(id);
        assertThat(tooMuch.text()).isEqualTo("{\"Success\":false,\"Message\":null}");
        assertThat(shop.get(id).at("/Model/Status")).isEqualTo("Completed");
        assertThat(shop.get(id).json().at("/Model/Refunded").booleanValue()).isTrue();
        var refund = shop.get(part.at("/Model/TransactionId"));
        assertThat(refund.json().at("/Model/Type").intValue()).isOne();
        assertThat(refund.at("/Model/OriginalTransactionId")).isEqualTo(id);
        assertThat(shop.post("/payments/find", "{\"InvoiceId\":\"72\"}").at("/Model/TransactionId")).as("payments only").isEqualTo(id);
        assertThat(shop.post("/v2/payments/find", "{\"InvoiceId\":\"72\"}").at("/Model/TransactionId")).as("the last operation").isEqualTo(part.at("/Model/TransactionId"));
        shop.advance("P366D");
        assertThat(shop.post("/payments/refund", "{\"TransactionId\":%s,\"Amount\":1}".formatted(id)).json().path("Success").booleanValue()).isFalse();
    }

    @Test
    void refundsAndChargesBackInTheCabinet() {
        var id = shop.charged(Shop.GOOD);

        var refund = shop.control("/refund/cloudpayments/" + id, "{\"amount\":\"30.00\"}");
        var chargeback = shop.control("/chargeback/cloudpayments/" + id, "{}");

        assertThat(refund.status()).isEqualTo(201);
        assertThat(chargeback.status()).isEqualTo(201);
        var listed = shop.post("/chargebacks/list", "{\"PageNumber\":1}").json().at("/Model/0");
        assertThat(listed.propertyNames()).containsExactly("ChargeBackId", "TransactionId", "TerminalUrl", "Gateway", "Operation", "Type", "Card",
                "Date", "Amount", "Currency");
        assertThat(listed.path("TransactionId").asString()).isEqualTo(id);
        assertThat(listed.path("Amount").decimalValue()).isEqualByComparingTo("70");
        assertThat(shop.book().at("/totals/charged_back")).isEqualTo("70.00");
        assertThat(shop.book().at("/entries/2/kind")).isEqualTo("chargeback");
        assertThat(shop.control("/chargeback/cloudpayments/" + id, "{}").status()).as("nothing left").isEqualTo(409);
        assertThat(shop.control("/chargeback/cloudpayments/1", "{}").status()).isEqualTo(404);
        assertThat(shop.post("/payments/refund", "{\"TransactionId\":%s,\"Amount\":1}".formatted(id)).json().path("Success").booleanValue()).isFalse();
        assertThat(shop.control("/chargeback/yookassa/any", "{}").status()).as("tells of none").isEqualTo(409);
    }

    @Test
    void paysAnOrderAtTheSecondAttempt() {
        var created = shop.post("/orders/create", Shop.order("{}"));
        var id = created.at("/Model/Id");
        assertThat(created.at("/Model/Url")).endsWith("/checkout/cloudpayments/" + id);
        assertThat(created.at("/Model/Status")).isEqualTo("Created");

        var declined = shop.pay(id, "4000056655665556");
        var paid = shop.pay(id, "4242424242424242");
        var again = shop.pay(id, "4242424242424242");

        assertThat(declined.at("/status")).isEqualTo("Declined");
        assertThat(declined.at("/reason")).isEqualTo("5051");
        assertThat(declined.at("/return_url")).isEqualTo("https://shop.example/fail");
        assertThat(paid.at("/status")).isEqualTo("Completed");
        assertThat(paid.at("/return_url")).isEqualTo("https://shop.example/ok");
        assertThat(again.status()).isEqualTo(409);
        var found = shop.post("/payments/find", "{\"InvoiceId\":\"order-1\"}");
        assertThat(found.at("/Model/Status")).isEqualTo("Completed");
        assertThat(found.at("/Model/Token")).startsWith("tk_");
        assertThat(shop.post("/payments/tokens/charge", Shop.renewal(found.at("/Model/Token"), "{}")).at("/Model/Status")).isEqualTo("Completed");
        assertThat(shop.look("/payments/cloudpayments/" + id).json().path("attempts")).hasSize(2);
        assertThat(shop.post("/orders/cancel", "{\"Id\":\"%s\"}".formatted(id)).json().path("Success").booleanValue()).isFalse();
    }

    @Test
    void holdsAndCancelsOrders() {
        var held = shop.ordered("{\"RequireConfirmation\":true,\"InvoiceId\":\"held\"}");
        assertThat(shop.pay(held, "4000000000003055").at("/status")).isEqualTo("Authorized");
        var id = shop.post("/payments/find", "{\"InvoiceId\":\"held\"}").at("/Model/TransactionId");
        assertThat(shop.post("/payments/confirm", "{\"TransactionId\":%s,\"Amount\":299}".formatted(id)).json().path("Success").booleanValue()).isTrue();

        var cancelled = shop.ordered("{}");
        assertThat(shop.post("/orders/cancel", "{\"Id\":\"%s\"}".formatted(cancelled)).json().path("Success").booleanValue()).isTrue();
        assertThat(shop.pay(cancelled, "4000000000003055").status()).isEqualTo(409);
        assertThat(shop.post("/orders/cancel", "{\"Id\":\"nope\"}").at("/Message")).isEqualTo("Not found");
    }

    @Test
    void refusesThreeDsAtAnOrdersBankPageAndLetsItBePaidAfterAll() {
        var id = shop.ordered("{}");

        var waiting = shop.control("/pay/cloudpayments/" + id, "{\"card\":\"4242424242424242\",\"confirm\":false}");
        var refused = shop.control("/pay/cloudpayments/" + id, "{\"confirm\":false}");

        assertThat(waiting.at("/waits_for")).isEqualTo("3ds");
        assertThat(refused.at("/reason")).isEqualTo("5206");
        assertThat(shop.pay(id, "4000000000003055").at("/status")).isEqualTo("Completed");
        assertThat(shop.book().json().path("entries")).hasSize(1);
    }

    @Test
    void listsADayAndPagesAPeriod() {
        var first = shop.charged(Shop.GOOD);
        shop.post("/payments/cards/charge", Shop.charge(Shop.POOR, "{}"));
        for (int i = 0; i < 105; i++) {
            shop.charged(Shop.GOOD);
        }
        var refund = shop.post("/payments/refund", "{\"TransactionId\":%s,\"Amount\":1}".formatted(first)).at("/Model/TransactionId");
        var period = "\"CreatedDateGte\":\"2000-01-01T00:00:00+03:00\",\"CreatedDateLte\":\"2090-01-01T00:00:00+03:00\",\"TimeZone\":\"MSK\"";

        var page1 = shop.post("/v2/payments/list", "{" + period + ",\"PageNumber\":1}").json().path("Model");
        var page2 = shop.post("/v2/payments/list", "{" + period + ",\"PageNumber\":2}").json().path("Model");
        var declined = shop.post("/v2/payments/list", "{" + period + ",\"PageNumber\":1,\"Statuses\":[\"Declined\"]}").json().path("Model");
        var byForm = shop.form("/v2/payments/list", "CreatedDateGte=2000-01-01T00%3A00%3A00&CreatedDateLte=2090-01-01&PageNumber=1&Statuses=Declined&Statuses=Cancelled");

        assertThat(page1).hasSize(100);
        assertThat(page1.path(0).path("TransactionId").asString()).as("oldest first").isEqualTo(first);
        assertThat(page2).hasSize(8);
        assertThat(page2.path(7).path("TransactionId").asString()).isEqualTo(refund);
        assertThat(declined).hasSize(1);
        assertThat(byForm.json().path("Model")).hasSize(1);
        assertThat(shop.post("/v2/payments/list", "{" + period + "}").at("/Message")).isEqualTo("PageNumber is required");
        var today = java.time.Instant.parse(shop.look("/clock").at("/now")).toString().substring(0, 10);
        assertThat(shop.post("/payments/list", "{\"Date\":\"" + today + "\"}").json().path("Model")).as("payments only").hasSize(107);
        assertThat(shop.post("/payments/list", "{\"Date\":\"2001-01-01\"}").json().path("Model")).isEmpty();
    }
}
