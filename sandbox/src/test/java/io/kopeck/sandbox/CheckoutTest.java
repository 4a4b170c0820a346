package io.kopeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hosted pages, used the way a browser without JavaScript does. */
class CheckoutTest {

    private static Sandbox sandbox;
    private static Merchant shop;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1));
        shop = new Merchant(sandbox);
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
        return "/checkout/yookassa/" + id;
    }

    @Test
    void paysByFormAndReturnsToTheShop() {
        var id = shop.created("{\"amount\":{\"value\":\"1299.50\",\"currency\":\"RUB\"},\"description\":\"<b>Кино & сериалы</b>\"}");

        var page = open(page(id));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("lang=\"ru\"", "1\u202f299,50\u00a0₽", "&lt;b&gt;Кино &amp; сериалы&lt;/b&gt;", "Карта сохранится").doesNotContain("<script", "<b>Кино");
        var policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("default-src 'none'", "form-action 'self' https://shop.example", "frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(open("/checkout/assets/checkout.css").headers().firstValue("Content-Type").orElseThrow()).startsWith("text/css");

        var paid = submit(page(id), "number=5555+5555+5555+4444&expiry=12%2F30&csc=123");
        assertThat(paid.statusCode()).isEqualTo(303);
        assertThat(paid.headers().firstValue("Location")).contains("https://shop.example/return?x=1");
        assertThat(shop.get("/payments/" + id).at("/status")).isEqualTo("succeeded");

        var finished = open(page(id));
        assertThat(finished.body()).contains("Платёж прошёл", "href=\"https://shop.example/return?x=1\"");
        assertThat(submit(page(id), "number=5555555555554444&expiry=12%2F30&csc=123").statusCode()).isEqualTo(409);
    }

    @Test
    void leadsThroughTheBanksPage() {
        var id = shop.created("{}");

        var toBank = submit(page(id), "number=2200000000000004&expiry=12%2F2030&csc=123");
        assertThat(toBank.statusCode()).isEqualTo(303);
        assertThat(toBank.headers().firstValue("Location").orElseThrow()).startsWith(page(id) + "/3ds");
        assertThat(open(page(id)).statusCode()).isEqualTo(303);
        var bank = open(page(id) + "/3ds");
        assertThat(bank.body()).contains("•••• 0004", "Подтвердить", "Отменить");
        assertThat(submit(page(id) + "/3ds", "answer=confirm&code=").statusCode()).isEqualTo(422);
        assertThat(shop.get("/payments/" + id).at("/status")).isEqualTo("pending");

        var confirmed = submit(page(id) + "/3ds", "answer=confirm&code=1234");
        assertThat(confirmed.headers().firstValue("Location")).contains("https://shop.example/return?x=1");
        assertThat(shop.get("/payments/" + id).at("/status")).isEqualTo("succeeded");
    }

    @Test
    void cancelsAtTheBank() {
        var id = shop.created("{}");
        submit(page(id), "number=5555555555554477&expiry=12%2F30&csc=123");

        var canceled = submit(page(id) + "/3ds", "answer=cancel&code=");

        assertThat(canceled.statusCode()).isEqualTo(303);
        assertThat(shop.get("/payments/" + id).at("/cancellation_details/reason")).isEqualTo("3d_secure_failed");
        assertThat(open(page(id) + "?lang=en").body()).contains("Payment failed", "The bank did not confirm the payment", "Back to the store");
    }

    @ParameterizedTest
    @CsvSource({
        "number=5555555555554445&expiry=12/30&csc=123, опечатка",
        "number=&expiry=12/30&csc=123, опечатка",
        "number=5555555555554444&expiry=13/30&csc=123, срок действия",
        "number=5555555555554444&expiry=12/30&csc=12, три цифры",
        "number=370000000000002&expiry=12/30&csc=123, три цифры",
        "number=4242424242424242&expiry=12/30&csc=123, настоящие карты здесь не принимаются",
        "'', опечатка",
    })
    void showsTheFormAgainForWrongInput(String form, String message) {
        var id = shop.created("{}");

        var again = submit(page(id), form);

        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains(message).contains("role=\"alert\"").doesNotContain("4242424242424242", "5555555555554445");
        assertThat(shop.get("/payments/" + id).at("/status")).isEqualTo("pending");
    }

    @Test
    void declinesAndExplains() {
        var id = shop.created("{}");

        assertThat(submit(page(id), "number=5555555555554600&expiry=12%2F30&csc=123").statusCode()).isEqualTo(303);

        assertThat(open(page(id)).body()).contains("Платёж не прошёл", "Не хватает денег на карте");
        var expired = shop.created("{}");
        submit(page(expired), "number=5555555555554444&expiry=01%2F20&csc=123");
        assertThat(shop.get("/payments/" + expired).at("/cancellation_details/reason")).isEqualTo("card_expired");
    }

    @Test
    void speaksTheLanguageAskedFor() {
        var id = shop.created("{}");

        assertThat(open(page(id) + "?lang=en").body()).contains("lang=\"en\"", "Card number", "₽100.00");
        var english = shop.exchange(shop.request(page(id)).header("Accept-Language", "en-GB,en;q=0.9,ru;q=0.5").GET().build());
        assertThat(english.body()).contains("Card number");
        assertThat(submit(page(id) + "?lang=en", "number=1").body()).contains("there is a typo");
        var merchantSays = shop.created("{\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"https://shop.example/r\",\"locale\":\"en_US\"}}");
        assertThat(open(page(merchantSays)).body()).contains("Card number");
    }

    @Test
    void paysWithAButtonOfTheTestCards() {
        var id = shop.created("{}");

        assertThat(submit(page(id), "expiry=any&csc=any&number=370000000000002").statusCode()).isEqualTo(303);

        assertThat(shop.get("/payments/" + id).at("/payment_method/card/card_type")).isEqualTo("AmericanExpress");
    }

    @Test
    void offersToSaveOnlyWhenTheCustomerMayChoose() {
        var ask = shop.created("{\"save_payment_method\":null}");
        assertThat(open(page(ask)).body()).contains("name=\"save\"");
        submit(page(ask), "number=5555555555554444&expiry=12%2F30&csc=123&save=1");
        assertThat(shop.get("/payments/" + ask).json().at("/payment_method/saved").booleanValue()).isTrue();
        assertThat(open(page(shop.created("{\"save_payment_method\":false}"))).body()).doesNotContain("name=\"save\"");
    }

    @Test
    void bindsACardAndPaysFromAWallet() {
        var binding = shop.post("/payment_methods", "{\"type\":\"bank_card\",\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"tg://resolve?domain=bot\"}}").at("/id");
        var page = open(page(binding));
        assertThat(page.body()).contains("Привязка карты", "Сейчас ничего не спишется");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("form-action 'self' tg:;");
        assertThat(submit(page(binding), "number=5555555555554444&expiry=12%2F30&csc=123").headers().firstValue("Location")).contains("tg://resolve?domain=bot");
        assertThat(shop.get("/payment_methods/" + binding).at("/status")).isEqualTo("active");

        var wallet = shop.created("{\"payment_method_data\":{\"type\":\"yoo_money\"}}");
        assertThat(open(page(wallet)).body()).contains("тестового кошелька");
        assertThat(submit(page(wallet), "wallet=1").statusCode()).isEqualTo(303);
        assertThat(shop.get("/payments/" + wallet).at("/payment_method/type")).isEqualTo("yoo_money");
        assertThat(shop.post("/payments", Merchant.renewal(wallet, "{}")).at("/status")).isEqualTo("succeeded");
    }

    @Test
    void offersSbpAndAWalletBesidesTheCard() {
        var bySbp = shop.created("{}");
        var byWallet = shop.created("{\"save_payment_method\":null}");
        var cardOnly = shop.created("{\"payment_method_data\":{\"type\":\"bank_card\"}}");

        assertThat(open(page(bySbp)).body()).contains("name=\"number\"", "value=\"sbp\"", "value=\"yoo_money\"", "Оплатить через СБП");
        assertThat(open(page(cardOnly)).body()).doesNotContain("name=\"way\"");
        assertThat(submit(page(bySbp), "way=sbp").headers().firstValue("Location")).contains("https://shop.example/return?x=1");
        assertThat(submit(page(byWallet), "way=yoo_money&save=1").statusCode()).isEqualTo(303);
        submit(page(cardOnly), "way=sbp");

        assertThat(shop.get("/payments/" + bySbp).at("/payment_method/type")).isEqualTo("sbp");
        assertThat(shop.get("/payments/" + byWallet).json().at("/payment_method/saved").booleanValue()).isTrue();
        assertThat(shop.get("/payments/" + cardOnly).at("/status")).isEqualTo("pending");
        var sbpOnly = shop.created("{\"payment_method_data\":{\"type\":\"sbp\"}}");
        assertThat(open(page(sbpOnly)).body()).contains("через СБП").doesNotContain("name=\"number\"");
        assertThat(submit(page(sbpOnly), "wallet=1").statusCode()).isEqualTo(303);
        assertThat(shop.get("/payments/" + sbpOnly).at("/status")).isEqualTo("succeeded");
    }

    @Test
    void showsTheEndWhenThereIsNowhereToReturn() {
        var method = shop.paid("5555555555554444");
        shop.fault("{\"provider\":\"yookassa\",\"operation\":\"charge\",\"kind\":\"requires_3ds\",\"times\":1}");
        var id = shop.post("/payments", Merchant.renewal(method, "{}")).at("/id");

        var confirmed = submit(page(id) + "/3ds", "answer=confirm&code=1");

        assertThat(confirmed.headers().firstValue("Location").orElseThrow()).startsWith(page(id));
        assertThat(open(page(id)).body()).contains("Платёж прошёл").doesNotContain("Вернуться");
    }

    @Test
    void answersWhatDoesNotExist() {
        assertThat(open(page("nope")).statusCode()).isEqualTo(404);
        assertThat(open("/checkout/paypal/x").statusCode()).isEqualTo(404);
        assertThat(open("/").body()).contains("/control/book", "/yookassa/v3/");
        assertThat(open("/nothing").statusCode()).isEqualTo(404);
    }
}
