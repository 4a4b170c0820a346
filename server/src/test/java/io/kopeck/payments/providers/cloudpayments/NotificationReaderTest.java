package io.kopeck.payments.providers.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.ChargeReference;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.payments.spi.WebhookReading.About;
import io.kopeck.payments.spi.WebhookReading.Answer;
import io.kopeck.payments.spi.WebhookReading.Subject;
import io.kopeck.payments.spi.WebhookReading.Verdict;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may notify, and what is understood. Signatures are made here with the JDK alone. */
class NotificationReaderTest {

    private static final String SECRET = "supersecret";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final UUID PAYMENT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID CUSTOMER = UUID.fromString("0b5d3c0e-6a0b-4f5c-9a55-3f1f1a0a2b11");
    private static final String BODY = "TransactionId=897728064&Amount=59.00&Currency=RUB&DateTime=2021-10-30+02%3a58%3a25"
            + "&InvoiceId=" + PAYMENT + "-2&AccountId=" + CUSTOMER + "&Description=%d0%9f%d0%be%d0%b4&SubscriptionId=&TestMode=1"
            + "&Status=Completed";

    private final NotificationReader reader = new NotificationReader(new Signature(SECRET), true);

    /** The vectors of the reference that have no file. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            TransactionId=897728064&Amount=59.00&Currency=RUB&DateTime=2021-10-30+02%3a58%3a25&InvoiceId=INV-1&AccountId=user%2b42%40example.com&Description=%d0%9f%d0%be%d0%b4%d0%bf%d0%b8%d1%81%d0%ba%d0%b0+100%25&TestMode=1&Status=Completed | sSB3cnv0ueKpGgeMEQ3CzfzzgCTVGxB2lV0ifXU6PCI= | ZnEdBRmpjLOtF2NBVLsrSbjdd/Dn/+AY2dkJHHNFjJY= | application/x-www-form-urlencoded
            TransactionId=1&Amount=10.00 | DaQiL1IxPFP57Ju2GJpd7RyAs2OROO089Fg5kQzoN2U= | DaQiL1IxPFP57Ju2GJpd7RyAs2OROO089Fg5kQzoN2U= | application/x-www-form-urlencoded
            {"TransactionId":1,"Amount":10} | euPLyRhdROx/Um6Xpb+rsTgi7nV6js3Bb6dXJHG0N3g= | euPLyRhdROx/Um6Xpb+rsTgi7nV6js3Bb6dXJHG0N3g= | application/json
            """)
    void agreesWithVectors(String body, String raw, String decoded, String contentType) {
        var both = Map.of("content-hmac", List.of(raw), "x-content-hmac", List.of(decoded), "content-type", List.of(contentType));

        assertThat(reader.read(webhook("POST", "pay", both, body))).isInstanceOf(WebhookReading.Notice.class);
        assertThat(reader.read(webhook("GET", "pay", both, body))).isInstanceOf(
                body.startsWith("{") ? WebhookReading.Ignored.class : WebhookReading.Notice.class);
    }

    @Test
    void acceptsEitherSignatureAlone() {
        var raw = Map.of("content-hmac", List.of(hmac(SECRET, BODY)));
        var decoded = Map.of("x-content-hmac", List.of(hmac(SECRET, decoded(BODY))));
        var oneWrong = Map.of("content-hmac", List.of("AAAA"), "x-content-hmac", List.of(hmac(SECRET, decoded(BODY))));

        assertThat(List.of(raw, decoded, oneWrong)).allSatisfy(headers -> {
            assertThat(reader.read(webhook("POST", "pay", headers, BODY))).isInstanceOf(WebhookReading.Notice.class);
            assertThat(reader.read(webhook("GET", "pay", headers, BODY))).isInstanceOf(WebhookReading.Notice.class);
        });
    }

    @Test
    void takesRawAndDecodedTextsForWhatTheyAre() {
        var swapped = Map.of("x-content-hmac", List.of(hmac(SECRET, BODY)), "content-hmac", List.of(hmac(SECRET, decoded(BODY))));

        assertThat(reader.read(webhook("POST", "pay", swapped, BODY))).isInstanceOf(WebhookReading.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "pay", "fail", "confirm", "cancel", "refund", "recurrent", "receipt", "", "unheard-of"})
    void refusesForgeriesOfEveryKind(String kind) {
        var signature = hmac(SECRET, BODY);
        var altered = BODY.replace("59.00", "5900.00");
        List<Map<String, List<String>>> strangers = List.of(
                Map.of(),
                Map.of("content-hmac", List.of()),
                Map.of("content-hmac", List.of("")),
                Map.of("content-hmac", List.of("not base64!")),
                Map.of("content-hmac", List.of(hmac("another", BODY)), "x-content-hmac", List.of(hmac("another", decoded(BODY)))),
                Map.of("content-hmac", List.of(signature.toLowerCase(Locale.ROOT))),
                Map.of("content-hmac", List.of(signature.substring(0, 43))),
                Map.of("content-hmac", List.of("AAAA", signature)),
                Map.of("signature", List.of(signature)));

        assertThat(strangers).allSatisfy(headers ->
                assertThat(reader.read(webhook("POST", kind, headers, BODY))).isInstanceOf(WebhookReading.Forged.class));
        assertThat(reader.read(webhook("POST", kind, signed(BODY), altered))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(webhook("POST", kind, signed(BODY), BODY + "&"))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(webhook("POST", kind, signed(BODY), ""))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(webhook("PUT", kind, signed(BODY), BODY))).isInstanceOf(WebhookReading.Forged.class);
    }

    @Test
    void signsOnlyWhatIsRead() {
        var signedQuery = new InboundWebhook("POST", "pay", BODY, signed(BODY), "185.98.81.1", "TransactionId=1");
        var signedBody = new InboundWebhook("GET", "pay", "TransactionId=1", signed(BODY), "185.98.81.1", BODY);

        assertThat(reader.read(signedQuery)).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(signedBody)).isInstanceOf(WebhookReading.Forged.class);
    }

    @ParameterizedTest
    @CsvSource({"pay, PAYMENT", "fail, PAYMENT", "confirm, PAYMENT", "cancel, PAYMENT", "refund, REFUND"})
    void namesTransactionAndCharge(String kind, Subject subject) {
        assertThat(read(kind, BODY)).isEqualTo(new WebhookReading.Notice(
                kind + ":897728064", subject, "897728064", new About(PAYMENT, 2, null),
                new Answer(200, "application/json", "{\"code\":0}")));
    }

    @Test
    void givesRepeatTheSameKeyAndNewsAnother() {
        var first = (WebhookReading.Notice) read("pay", BODY);
        var repeat = (WebhookReading.Notice) read("pay", BODY.replace("58%3a25", "59%3a25"));
        var news = (WebhookReading.Notice) read("confirm", BODY);
        var other = (WebhookReading.Notice) read("pay", BODY.replace("897728064", "897728065"));

        assertThat(repeat.key()).isEqualTo(first.key());
        assertThat(List.of(news.key(), other.key())).doesNotContain(first.key()).doesNotHaveDuplicates();
    }

    @Test
    void readsJsonAsWell() {
        var body = "{\"TransactionId\":897728064,\"Amount\":59.0,\"Currency\":\"RUB\",\"InvoiceId\":\"" + PAYMENT
                + "-2\",\"Description\":\"100%+1\",\"SubscriptionId\":null}";
        var headers = Map.of("content-type", List.of(JSON), "x-content-hmac", List.of(hmac(SECRET, body)));

        assertThat(reader.read(webhook("POST", "pay", headers, body))).asInstanceOf(type(WebhookReading.Notice.class))
                .returns("897728064", WebhookReading.Notice::providerId)
                .returns(new About(PAYMENT, 2, null), WebhookReading.Notice::about);
        assertThat(reader.read(webhook("POST", "check", headers, body))).asInstanceOf(type(WebhookReading.Question.class))
                .returns(rub(5_900), WebhookReading.Question::amount);
    }

    @Test
    void readsChargeFromDataWhenInvoiceIsMissing() {
        var data = "%7b%22payment_id%22%3a%22" + PAYMENT + "%22%2c%22attempt%22%3a%223%22%7d";
        var without = BODY.replaceFirst("&InvoiceId=[^&]*", "");

        assertThat(read("pay", without + "&Data=" + data)).asInstanceOf(type(WebhookReading.Notice.class))
                .returns(new About(PAYMENT, 3, null), WebhookReading.Notice::about);
        assertThat(read("pay", without.replace("&Status", "&InvoiceId=&Status") + "&Data=" + data))
                .asInstanceOf(type(WebhookReading.Notice.class))
                .returns(new About(PAYMENT, 3, null), WebhookReading.Notice::about);
        assertThat(read("pay", BODY + "&Data=" + data)).asInstanceOf(type(WebhookReading.Notice.class))
                .returns(new About(PAYMENT, 2, null), WebhookReading.Notice::about);
        assertThat(read("pay", without + "&Data=%7b%22cloudPayments%22%3a1%7d")).asInstanceOf(type(WebhookReading.Notice.class))
                .returns(null, WebhookReading.Notice::about);
        assertThat(read("pay", without)).asInstanceOf(type(WebhookReading.Notice.class))
                .returns(null, WebhookReading.Notice::about);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INV-1", "1234567", "000456", "01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000001-0",
        "01900000-0000-7000-8000-000000000001-02", "01900000-0000-7000-8000-000000000001-1000",
        "01900000-0000-7000-8000-00000000000A-1"})
    void takesNoForeignInvoiceForOurs(String invoice) {
        var body = BODY.replaceFirst("&InvoiceId=[^&]*", "&InvoiceId=" + invoice);

        assertThat(read("pay", body)).asInstanceOf(type(WebhookReading.Notice.class)).returns(null, WebhookReading.Notice::about);
        assertThat(read("check", body)).asInstanceOf(type(WebhookReading.Ignored.class))
                .returns("{\"code\":10}", ignored -> ignored.answer().body());
    }

    // --- the question before a payment

    @ParameterizedTest
    @CsvSource({"EXPECTED, 0", "UNKNOWN_PAYMENT, 10", "OTHER_CUSTOMER, 11", "OTHER_AMOUNT, 12", "TOO_LATE, 20"})
    void answersQuestionWithTheProvidersCodes(Verdict verdict, int code) {
        assertThat(read("check", BODY)).asInstanceOf(type(WebhookReading.Question.class))
                .returns(PAYMENT, question -> question.reference().paymentId())
                .returns(2, question -> question.reference().attempt())
                .returns(rub(5_900), WebhookReading.Question::amount)
                .returns(CUSTOMER.toString(), WebhookReading.Question::account)
                .returns(new Answer(200, "application/json", "{\"code\":" + code + "}"), question -> question.answer().apply(verdict));
    }

    @Test
    void asksWithoutWhatNeedNotBeThere() {
        var sparse = "TransactionId=1&Amount=59&InvoiceId=" + PAYMENT + "-2&AccountId=";

        assertThat(read("check", sparse)).asInstanceOf(type(WebhookReading.Question.class))
                .returns(new ChargeReference(PAYMENT, 2, 0), WebhookReading.Question::reference)
                .returns(rub(5_900), WebhookReading.Question::amount)
                .returns(null, WebhookReading.Question::account);
    }

    @ParameterizedTest
    @CsvSource({
        "Amount=59.001, 12", "Amount=-59.00, 12", "Amount=, 12", "Amount=59.00&Currency=INR, 12",
        "Amount=1&Amount=2, 10"})
    void acceptsNoPaymentItCannotRead(String amount, int code) {
        assertThat(read("check", "TransactionId=1&InvoiceId=" + PAYMENT + "-2&" + amount))
                .asInstanceOf(type(WebhookReading.Ignored.class))
                .returns("{\"code\":" + code + "}", ignored -> ignored.answer().body());
    }

    @Test
    void acceptsNoTestMoneyWhereItIsNotExpected() {
        var live = new NotificationReader(new Signature(SECRET), false);

        assertThat(live.read(webhook("POST", "check", signed(BODY), BODY))).asInstanceOf(type(WebhookReading.Ignored.class))
                .returns("{\"code\":13}", ignored -> ignored.answer().body());
        var real = BODY.replace("TestMode=1", "TestMode=0");
        assertThat(live.read(webhook("POST", "check", signed(real), real))).isInstanceOf(WebhookReading.Question.class);
    }

    // --- what nobody can use

    @ParameterizedTest
    @ValueSource(strings = {
        "", "x", "&", "=1", "TransactionId", "TransactionId=", "TransactionId=abc", "TransactionId=0", "TransactionId=-1",
        "TransactionId=1&TransactionId=2", "TransactionId=1&&Amount=1", "{", "{\"TransactionId\":1}", "TransactionId=%00"})
    void acknowledgesWhatNobodyCanUse(String body) {
        assertThat(read("pay", body)).asInstanceOf(type(WebhookReading.Ignored.class))
                .returns("{\"code\":0}", ignored -> ignored.answer().body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TransactionId=%zz", "TransactionId=%", "TransactionId=1%2"})
    void readsNoInvalidPercentSequences(String body) {
        var decoded = Map.of("x-content-hmac", List.of(hmac(SECRET, body)), "content-type", List.of(FORM));

        assertThat(reader.read(webhook("POST", "pay", decoded, body))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(read("pay", body)).isInstanceOf(WebhookReading.Ignored.class);
    }

    @Test
    void readsNothingOversizedOrOverfull() {
        var oversized = BODY + "&Name=" + "x".repeat(256 * 1024);
        var overfull = new StringBuilder(BODY);
        for (int i = 0; i < 300; i++) {
            overfull.append("&f").append(i).append("=1");
        }

        assertThat(read("pay", oversized)).isInstanceOf(WebhookReading.Ignored.class);
        assertThat(read("pay", overfull.toString())).isInstanceOf(WebhookReading.Ignored.class);
    }

    private WebhookReading read(String kind, String body) {
        return reader.read(webhook("POST", kind, signed(body), body));
    }

    private static Map<String, List<String>> signed(String text) {
        return Map.of("content-hmac", List.of(hmac(SECRET, text)), "content-type", List.of(FORM));
    }

    private static InboundWebhook webhook(String method, String kind, Map<String, List<String>> headers, String text) {
        boolean get = method.equals("GET");
        return new InboundWebhook(method, kind, get ? text : "", headers, "185.98.81.1", get ? "" : text);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Money rub(long minor) {
        return new Money(minor, Currency.RUB);
    }
}
