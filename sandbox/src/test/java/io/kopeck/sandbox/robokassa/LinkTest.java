package io.kopeck.sandbox.robokassa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Signed links, the pages behind them, and the buyer on those pages. */
class LinkTest {

    private static Sandbox sandbox;
    private static Site site;
    private static long number = 1000;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1));
        site = new Site(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static String location(Site.Reply reply) {
        return reply.answer().headers().firstValue("Location").orElse("");
    }

    private static Site.Reply submit(long id, String form) {
        return site.post("/checkout/robokassa/" + id, form, "application/x-www-form-urlencoded");
    }

    @Test
    void paysOnThePageAndReturnsSigned() {
        long id = ++number;

        var opened = site.open(site.link(id, "1299.50", "Shp_b", "bar value", "Shp_a", "1", "Culture", "ru"));
        assertThat(opened.status()).isEqualTo(303);
        assertThat(location(opened)).isEqualTo(sandbox.baseUri() + "/checkout/robokassa/" + id);
        var page = site.open(location(opened));
        assertThat(page.text()).contains("1\u202f299,50\u00a0₽", "Подписка Pro", "Вернуться в магазин").doesNotContain("<script");
        assertThat(site.stateCode(id)).isEqualTo("5");

        var paid = submit(id, "number=5555+5555+5555+4444&expiry=12%2F95&csc=123");
        assertThat(paid.status()).isEqualTo(303);
        assertThat(location(paid)).isEqualTo("http://127.0.0.1:8080/?OutSum=1299.50&InvId=" + id + "&SignatureValue="
                + Site.sha256("1299.50:" + id + ":" + Site.PASSWORD1 + ":Shp_a=1:Shp_b=bar value") + "&Culture=ru&Shp_a=1&Shp_b=bar+value");
        assertThat(site.stateCode(id)).isEqualTo("100");
        assertThat(site.open(location(opened)).text()).contains("Платёж прошёл");
        assertThat(site.open(site.link(id, "1299.50", "Shp_b", "bar value", "Shp_a", "1", "Culture", "ru")).text()).contains("Код ошибки: 40");
    }

    @Test
    void staysPayableAfterADecline() {
        long id = ++number;
        site.open(site.link(id, "10.00"));

        var declined = submit(id, "number=5555555555554600&expiry=12%2F95&csc=123");

        assertThat(location(declined)).startsWith("/checkout/robokassa/" + id);
        assertThat(site.open("/checkout/robokassa/" + id).text()).contains("Карта не прошла", "Не хватает денег на карте", "?OutSum=10.00&amp;InvId=" + id);
        assertThat(site.stateCode(id)).isEqualTo("5");
        assertThat(submit(id, "number=5555555555554444&expiry=12%2F95&csc=123").status()).isEqualTo(303);
        assertThat(site.stateCode(id)).isEqualTo("100");
    }

    @Test
    void asksTheBank() {
        long id = ++number;
        site.open(site.link(id, "10.00", "Culture", "en"));

        assertThat(location(submit(id, "number=5555555555554477&expiry=12%2F95&csc=123"))).contains("/checkout/robokassa/" + id + "/3ds");
        var refused = site.post("/checkout/robokassa/" + id + "/3ds", "answer=cancel&code=", "application/x-www-form-urlencoded");
        assertThat(location(refused)).as("not the end").startsWith("/checkout/robokassa/" + id);
        assertThat(site.open("/checkout/robokassa/" + id).text()).contains("The card was declined", "The bank did not confirm");
        submit(id, "number=5555555555554477&expiry=12%2F95&csc=123");
        var confirmed = site.post("/checkout/robokassa/" + id + "/3ds", "answer=confirm&code=1", "application/x-www-form-urlencoded");
        assertThat(location(confirmed)).startsWith("http://127.0.0.1:8080/?OutSum=10.00").contains("Culture=en");
        assertThat(site.stateCode(id)).isEqualTo("100");
    }

    @ParameterizedTest
    @CsvSource({
        "OutSum=10.01, 29", "MerchantLogin=somebody, 26", "SignatureValue=, 29", "InvId=77777, 29", "Shp_x=2, 29", "Receipt={}, 29", "IsTest=1, 29",
        "OutSum=abc, 29"})
    void refusesWhatWasChangedAfterSigning(String change, int code) {
        var fields = Site.fields(Site.query(++number, "10.00", "Shp_x", "1"));
        fields.putAll(Site.fields(change));

        var refused = site.open("/robokassa/Merchant/Index.aspx?" + Site.form(fields));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Код ошибки: " + code).doesNotContain("sandbox_password", "sandbox_test1");
        assertThat(site.open("/checkout/robokassa/" + number).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"0, 31", "0.00, 31", "-1, 31", "10.001, 31", "'10,00', 31"})
    void refusesBadSums(String sum, int code) {
        assertThat(site.open(site.link(++number, sum)).text()).contains("Код ошибки: " + code);
    }

    @Test
    void refusesBadParameters() {
        assertThat(site.open(site.link(++number, "1.00", "ExpirationDate", "2016-01-29T15:18:20+00:00")).text()).contains("Код ошибки: 33");
        assertThat(site.open(site.link(++number, "1.00", "ExpirationDate", "tomorrow")).text()).contains("Код ошибки: 20");
        assertThat(site.open(site.link(++number, "1.00", "SuccessUrl2", "javascript:alert(1)", "SuccessUrl2Method", "GET")).text()).contains("Код ошибки: 20");
        assertThat(site.open(site.link(++number, "1.00", "Receipt", "{\"items\":[{\"name\":\"x\",\"quantity\":1,\"sum\":2,\"tax\":\"none\"}]}")).text())
                .contains("Код ошибки: 20", "the items make 2");
        assertThat(site.open(site.link(++number, "1.00", "ResultUrl2", "%zz")).text()).contains("Код ошибки: 20");
        assertThat(site.open(site.link(++number, "1.00", "Receipt", "%zz")).text()).contains("Код ошибки: 20");
        assertThat(site.open(site.link(++number, "1.00", "Receipt", "{\"items\":[{\"name\":\"x\",\"quantity\":1,\"sum\":1e999999999,\"tax\":\"none\"}]}")).text())
                .contains("Код ошибки: 20");
        var huge = Site.fields(Site.query(1, "1.00"));
        huge.put("InvId", "9223372036854775808");
        huge.put("SignatureValue", Site.sha256("kopeck:1.00:9223372036854775808:" + Site.PASSWORD1));
        assertThat(site.open("/robokassa/Merchant/Index.aspx?" + Site.form(huge)).text()).contains("Код ошибки: 30");
    }

    @Test
    void givesANumberWhereTheShopGivesNone() {
        var query = "MerchantLogin=kopeck&OutSum=5.00&SignatureValue=" + Site.sha256("kopeck:5.00::" + Site.PASSWORD1).toUpperCase(Locale.ROOT);

        assertThat(location(site.open("/robokassa/Merchant/Index.aspx?" + query))).matches(".*/checkout/robokassa/2\\d{9}");
        var json = site.post("/robokassa/Merchant/Indexjson.aspx", query, "application/x-www-form-urlencoded");
        assertThat(location(site.open("/robokassa/Merchant/Index/" + json.at("/invoiceID")))).matches(".*/checkout/robokassa/2\\d{9}");
        assertThat(site.open("/robokassa/Merchant/Index/nobody").text()).contains("53");
    }

    @Test
    void followsThePaymentsOwnAddresses() {
        long id = ++number;
        var link = site.link(id, "10.00", "SuccessUrl2", "https://shop.example/good?x=1", "SuccessUrl2Method", "GET", "FailUrl2", "https://other.example/bad",
                "FailUrl2Method", "POST");
        site.open(link);

        var page = site.open("/checkout/robokassa/" + id);
        assertThat(page.text()).contains("action=\"https://other.example/bad\"", "name=\"InvId\" value=\"" + id + "\"");
        assertThat(page.answer().headers().firstValue("Content-Security-Policy").orElseThrow()).contains("https://other.example", "https://shop.example");
        assertThat(location(submit(id, "expiry=any&csc=any&number=" + Site.GOOD))).startsWith("https://shop.example/good?x=1&OutSum=10.00&InvId=" + id);
    }

    @Test
    void postsTheSuccessWhereTheShopWantsThat() {
        long id = ++number;
        site.open(site.link(id, "10.00", "SuccessUrl2", "https://shop.example/good", "SuccessUrl2Method", "POST"));

        assertThat(location(submit(id, "expiry=any&csc=any&number=" + Site.GOOD))).startsWith("/checkout/robokassa/" + id);
        assertThat(site.open("/checkout/robokassa/" + id).text()).contains("Платёж прошёл", "<form method=\"post\" action=\"https://shop.example/good\">", "name=\"SignatureValue\"");
    }

    @Test
    void paysBySbp() {
        long id = ++number;
        site.open(site.link(id, "10.00", "IncCurrLabel", "SBPPSR"));

        assertThat(site.open("/checkout/robokassa/" + id).text()).contains("СБП").doesNotContain("name=\"number\"");
        assertThat(submit(id, "wallet=1").status()).isEqualTo(303);
        assertThat(site.state(id).xml("IncCurrLabel")).isEqualTo("SBP");
    }

    @Test
    void keepsTestPaymentsApart() {
        long id = ++number;
        var link = site.link(id, "94.72", "IsTest", "1");

        assertThat(location(site.open(link))).endsWith("/checkout/robokassa/test-" + id);
        assertThat(site.open("/checkout/robokassa/test-" + id).text()).contains("Тестовый платёж");
        assertThat(site.pay(id, Site.GOOD, link).at("/status")).isEqualTo("100");
        assertThat(site.open(link).status()).as("no error 40 in test mode").isEqualTo(303);
        assertThat(site.stateCode(id)).isEqualTo("result 3");
        assertThat(site.book().toString()).doesNotContain("94.72");
        site.open(site.link(id, "94.72"));
        assertThat(site.stateCode(id)).as("two operations").isEqualTo("result 4");
    }

    @Test
    void expiresOnlyWhenToldTo() {
        long ever = ++number;
        long brief = ++number;
        site.open(site.link(ever, "10.00"));
        site.open(site.link(brief, "10.00", "ExpirationDate", "2090-01-01T12:00"));
        site.control("/clock", "{\"now\":\"2090-01-01T08:59:59Z\"}");
        assertThat(site.stateCode(brief)).isEqualTo("5");

        site.advance("PT1S");

        assertThat(site.stateCode(brief)).isEqualTo("10");
        assertThat(site.stateCode(ever)).isEqualTo("5");
        assertThat(site.open("/checkout/robokassa/" + brief).text()).contains("Время на оплату вышло");
        assertThat(site.open(site.link(brief, "10.00")).text()).contains("Код ошибки: 51");
    }

    @Test
    void takesTheTermsOfTheNewestLink() {
        long id = ++number;
        site.open(site.link(id, "10.00"));
        var key = site.opKey(id);
        site.open(site.link(id, "12.00"));

        assertThat(site.pay(id, Site.GOOD, site.link(id, "12.00")).at("/status")).isEqualTo("100");
        assertThat(site.state(id).xml("IncSum")).isEqualTo("12.00");
        assertThat(site.opKey(id)).isEqualTo(key);
    }

    @Test
    void opensTheLinkForTheControlCall() {
        long id = ++number;

        assertThat(site.control("/pay/robokassa/" + id, "{\"card\":\"5555555555554444\"}").status()).isEqualTo(404);
        var wrong = site.pay(id, Site.GOOD, site.link(id, "10.00").replace("OutSum=10.00", "OutSum=1.00"));
        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.at("/error")).contains("error 29", "kopeck:1.00:" + id + ":<password 1>");
        assertThat(site.pay(id + 500, Site.GOOD, site.link(id, "10.00")).status()).as("another invoice's link").isEqualTo(400);
        assertThat(site.control("/pay/robokassa", "{\"card\":\"5555555555554477\",\"url\":\"" + site.link(id, "10.00") + "\"}").at("/status")).isEqualTo("100");
        assertThat(site.pay(id, Site.GOOD, site.link(id, "10.00")).status()).as("paid already").isEqualTo(409);
        assertThat(site.control("/pay/robokassa", "{}").status()).isEqualTo(400);
        assertThat(site.control("/pay/robokassa", "{\"url\":\"http://elsewhere.example/\"}").status()).isEqualTo(409);
        assertThat(site.control("/pay/yookassa", "{\"url\":\"" + site.link(id, "10.00") + "\"}").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @EnumSource(Hashing.class)
    void hashesAsTheShopIsSet(Hashing hashing) {
        long id = ++number;
        site.configure("\"hash\":\"" + hashing + "\"");
        var query = "MerchantLogin=kopeck&OutSum=5.00&InvId=" + id + "&SignatureValue=" + hashing.hex("kopeck:5.00:" + id + ":" + Site.PASSWORD1);

        assertThat(site.open("/robokassa/Merchant/Index.aspx?" + query).status()).isEqualTo(303);
        site.configure("\"hash\":\"SHA256\"");
    }

    @Test
    void demandsReceiptsOfAFiscalShop() {
        var receipt = "{\"sno\":\"usn_income\",\"items\":[{\"name\":\"Подписка\",\"quantity\":2,\"cost\":5.00,\"tax\":\"vat22\",\"payment_method\":\"full_payment\",\"payment_object\":\"service\"}]}";
        long id = ++number;
        site.configure("\"fiscalization\":true");

        assertThat(site.open(site.link(id, "10.00")).text()).contains("Код ошибки: 20");
        assertThat(site.open(site.link(id, "10.00", "Receipt", receipt)).status()).isEqualTo(303);
        assertThat(site.look("/payments/robokassa/" + id).at("/internal/terms/receipt")).contains("Подписка");
        site.configure("\"fiscalization\":false");
    }
}
