package io.kopeck.sandbox.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of orders and of the bank, used the way a browser without JavaScript does. */
class CheckoutTest {

    private static final String CARD = "&expiry=12%2F30&csc=123";

    private static Sandbox sandbox;
    private static Shop shop;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1));
        shop = new Shop(sandbox);
        shop.configure("{\"block_declined\":false}");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static HttpResponse<String> open(String path) {
        return shop.exchange(shop.request(path).GET().build());
    }

    private static HttpResponse<String> submit(String path, String form) {
        return shop.exchange(shop.request(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build());
    }

    private static String page(String id) {
        return "/checkout/cloudpayments/" + id;
    }

    private static String location(HttpResponse<String> redirect) {
        assertThat(redirect.statusCode()).isEqualTo(303);
        return redirect.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void paysAnOrderAndReturnsToTheShop() {
        var id = shop.ordered("{}");

        var page = open(page(id));
        assertThat(page.body()).contains("299,00", "Подписка", "Карта сохранится", "4242").doesNotContain("name=\"save\"", "<script");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("form-action 'self' https://shop.example");
        assertThat(location(submit(page(id), "number=4000000000003055" + CARD))).isEqualTo("https://shop.example/ok");
        assertThat(open(page(id)).body()).contains("Платёж прошёл", "href=\"https://shop.example/ok\"");
        assertThat(submit(page(id), "number=4000000000003055" + CARD).statusCode()).isEqualTo(409);
    }

    @Test
    void explainsADeclineAndLetsTheCustomerTryAgain() {
        var id = shop.ordered("{}");

        assertThat(location(submit(page(id), "number=4000056655665556" + CARD))).startsWith(page(id));
        assertThat(open(page(id)).body()).contains("Недостаточно средств на карте", "role=\"alert\"", "href=\"https://shop.example/fail\"", "name=\"number\"");
        assertThat(open(page(id) + "?lang=en").body()).contains("Insufficient funds on account");
        assertThat(location(submit(page(id), "number=4000000000003055" + CARD))).isEqualTo("https://shop.example/ok");
    }

    @Test
    void leadsThroughTheBanksPage() {
        var id = shop.ordered("{\"SuccessRedirectUrl\":null,\"FailRedirectUrl\":null,\"CultureName\":\"en-US\"}");

        assertThat(location(submit(page(id), "number=5555555555554444" + CARD))).startsWith(page(id) + "/3ds");
        assertThat(open(page(id) + "/3ds").body()).contains("•••• 4444", "Confirm the payment");
        assertThat(location(submit(page(id) + "/3ds", "answer=cancel"))).startsWith(page(id));
        assertThat(open(page(id)).body()).contains("3-D Secure authentication failed");
        submit(page(id), "number=5555555555554444" + CARD);
        assertThat(location(submit(page(id) + "/3ds", "answer=confirm&code=1234"))).startsWith(page(id));
        assertThat(open(page(id)).body()).contains("Payment complete");
    }

    @Test
    void asksToSaveTheCardWhereTheCabinetLeavesItToTheCustomer() {
        shop.configure("{\"save_cards\":\"asked\"}");
        try {
            var id = shop.ordered("{\"InvoiceId\":\"asked\"}");
            assertThat(open(page(id)).body()).contains("name=\"save\"");
            submit(page(id), "number=4000000000003055&save=1" + CARD);
            assertThat(shop.post("/payments/find", "{\"InvoiceId\":\"asked\"}").at("/Model/Token")).startsWith("tk_");
            assertThat(open(page(shop.ordered("{\"AccountId\":null}"))).body()).as("nobody to save it for").doesNotContain("name=\"save\"");
        } finally {
            shop.configure("{\"save_cards\":\"always\"}");
        }
    }

    @Test
    void carriesTheBanksAnswerToAMerchantThatConcludesItself() {
        var asked = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD_3DS, "{}"));
        var id = asked.at("/Model/TransactionId");
        var acs = asked.at("/Model/AcsUrl").replace(sandbox.baseUri().toString(), "");

        var bank = submit(acs, "PaReq=x&MD=" + id + "&TermUrl=https%3A%2F%2Fshop.example%2F3ds%3Fa%3D1%22");
        assertThat(bank.body()).contains("Подтвердить", "name=\"TermUrl\" value=\"https://shop.example/3ds?a=1&quot;\"");
        assertThat(submit(acs, "answer=confirm&code=&TermUrl=https%3A%2F%2Fshop.example%2F3ds").statusCode()).isEqualTo(422);
        var handover = submit(acs, "answer=confirm&code=1234&TermUrl=https%3A%2F%2Fshop.example%2F3ds");

        assertThat(handover.body()).contains("action=\"https://shop.example/3ds\"", "name=\"MD\" value=\"" + id + "\"");
        assertThat(handover.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("form-action 'self' https://shop.example;");
        var paRes = Pattern.compile("name=\"PaRes\" value=\"([^\"]+)\"").matcher(handover.body());
        assertThat(paRes.find()).isTrue();
        assertThat(shop.get(id).at("/Model/Status")).isEqualTo("AwaitingAuthentication");
        assertThat(shop.post("/payments/cards/post3ds", "{\"TransactionId\":%s,\"PaRes\":\"%s\"}".formatted(id, paRes.group(1))).at("/Model/Status"))
                .isEqualTo("Completed");
        assertThat(open(page(id)).body()).contains("Платёж прошёл");
    }

    @Test
    void carriesNothingToAnAddressThatRunsCode() {
        var acs = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD_3DS, "{}")).at("/Model/AcsUrl").replace(sandbox.baseUri().toString(), "");

        assertThat(submit(acs, "answer=confirm&code=1&TermUrl=javascript%3Aalert(1)").statusCode()).isEqualTo(404);
        assertThat(submit(acs, "answer=confirm&code=1").statusCode()).isEqualTo(404);
        assertThat(shop.post("/orders/create", Shop.order("{\"SuccessRedirectUrl\":\"javascript:alert(1)\"}")).at("/Message")).isEqualTo("SuccessRedirectUrl is invalid");
    }

    @Test
    void takesNoRealCardAndShowsACancelledOrder() {
        var id = shop.ordered("{}");
        assertThat(submit(page(id), "number=4222222222222" + CARD).statusCode()).isEqualTo(422);
        assertThat(submit(page(id), "number=4000000000003055&expiry=01%2F20&csc=123").statusCode()).isEqualTo(303);
        assertThat(open(page(id)).body()).contains("Истёк срок действия карты");
        shop.post("/orders/cancel", "{\"Id\":\"" + id + "\"}");

        assertThat(open(page(id)).body()).contains("Платёж не прошёл").doesNotContain("name=\"number\"");
        assertThat(open(page("nope")).statusCode()).isEqualTo(404);
    }
}
