package io.kopeck.payments.providers.robokassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.WebhookReading;
import io.kopeck.payments.spi.WebhookReading.About;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ResultURL notifications: what is believed, and what is answered. The hashes were made with another tool. */
class NotificationReaderTest {

    private static final UUID PAYMENT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final String OWN = "&Shp_attempt=1&Shp_payment=" + PAYMENT;
    private static final String SIGNATURE = "310FB49540D1A2A0FAFD6656E43083419F1D2F44241FE90AEB3A5D6735E33DF2";
    private static final String TEST_SIGNATURE = "8F180F9F4E273F8AC231104ACE2E507B314E91987120D01C3621302993CBACE4";
    private static final String LIVE = "out_summ=299.000000&OutSum=299.000000&inv_id=1001&InvId=1001&crc=" + SIGNATURE
            + "&SignatureValue=" + SIGNATURE + "&PaymentMethod=BankCard&IncSum=299.000000&EMail=anna%40example.org&Fee=5.98" + OWN;
    private static final String TEST = "OutSum=299.00&InvId=1001&SignatureValue=" + TEST_SIGNATURE
            + "&PaymentMethod=BankCard&IsTest=1&EMail=&Fee=0.0" + OWN;

    private final NotificationReader live = new NotificationReader(
            new Shop("kopeck", "pass1", "pass2", null, Hash.SHA256, false));
    private final NotificationReader test = new NotificationReader(
            new Shop("kopeck", "test1", "test2", null, Hash.SHA256, true));

    @Test
    void namesPaymentToAskAboutAndAnswersWithItsNumber() {
        var notice = notice(live.read(post(LIVE)));

        assertThat(notice.subject()).isEqualTo(WebhookReading.Subject.PAYMENT);
        assertThat(notice.providerId()).isEqualTo("1001");
        assertThat(notice.about()).isEqualTo(new About(PAYMENT, 1, null));
        assertThat(notice.answer()).isEqualTo(new WebhookReading.Answer(200, "text/plain", "OK1001"));
    }

    @Test
    void readsQueryAndFormAlike() {
        var fromQuery = live.read(new InboundWebhook("GET", "result", LIVE, Map.of(), "", "ignored"));

        assertThat(fromQuery).isEqualTo(live.read(post(LIVE))).isInstanceOf(WebhookReading.Notice.class);
    }

    @ParameterizedTest
    @CsvSource({"OutSum, OUTSUM", "InvId, invid", "SignatureValue, signaturevalue"})
    void readsNamesInAnyCase(String name, String other) {
        assertThat(live.read(post(LIVE.replace("&" + name + "=", "&" + other + "=")))).isInstanceOf(WebhookReading.Notice.class);
    }

    @Test
    void acceptsSignatureInEitherCase() {
        assertThat(live.read(post(LIVE.replace(SIGNATURE, SIGNATURE.toLowerCase(Locale.ROOT)))))
                .isInstanceOf(WebhookReading.Notice.class);
    }

    @Test
    void knowsRepeatByItsKey() {
        var repeat = LIVE.replace("&Fee=5.98", "&Fee=6.00");

        assertThat(notice(live.read(post(repeat))).key()).isEqualTo(notice(live.read(post(LIVE))).key());
    }

    @ParameterizedTest
    @CsvSource({
        "OutSum=299.000000, OutSum=299.00", "OutSum=299.000000, OutSum=1.000000", "&InvId=1001, &InvId=1002",
        "Shp_attempt=1, Shp_attempt=2", "Shp_attempt=1, Shp_attempt=1&Shp_more=1", "&Shp_attempt=1, ''", "Shp_payment, shp_payment",
        "000000000001, 000000000002", "SignatureValue=310F, SignatureValue=310E", "&SignatureValue=310F, &Signature=310F",
        "PaymentMethod=BankCard, IsTest=1", "&InvId=1001, &InvId=1001&invid=1002", "&InvId=1001, ''", "Fee=5.98, Fee=%G0"
    })
    void refusesWhatWasAltered(String from, String to) {
        var altered = LIVE.replace(from, to);

        assertThat(altered).isNotEqualTo(LIVE);
        assertThat(live.read(post(altered))).isInstanceOf(WebhookReading.Forged.class);
    }

    /** What the first password signs is shown to every browser on its way back. */
    @Test
    void refusesWhatFirstPasswordSigned() {
        var signature = Hash.SHA256.hex("299.000000:1001:pass1:Shp_attempt=1:Shp_payment=" + PAYMENT);

        assertThat(live.read(post(LIVE.replace(SIGNATURE, signature)))).isInstanceOf(WebhookReading.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "=", "OutSum", "{}", "a=b&c", "OutSum=1&InvId=1&SignatureValue="})
    void refusesGarbage(String body) {
        assertThat(live.read(post(body))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(test.read(post(body))).isInstanceOf(WebhookReading.Forged.class);
    }

    @Test
    void refusesTooMuch() {
        assertThat(live.read(post(LIVE + "&a=1".repeat(200)))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(live.read(post(LIVE + "&a=" + "x".repeat(64 * 1024)))).isInstanceOf(WebhookReading.Forged.class);
    }

    @Test
    void acknowledgesPaymentThatIsNotOurs() {
        var nameless = "OutSum=10&InvId=&SignatureValue=" + Hash.SHA256.hex("10::pass2");

        assertThat(live.read(post(nameless))).asInstanceOf(type(WebhookReading.Ignored.class))
                .returns("OK", ignored -> ignored.answer().body());
        var foreign = "OutSum=10&InvId=7&SignatureValue=" + Hash.SHA256.hex("10:7:pass2");
        assertThat(notice(live.read(post(foreign))).about()).isNull();
    }

    // --- test payments

    @Test
    void takesTestPaymentForPaidInTestShopOnly() {
        var about = notice(test.read(post(TEST))).about();

        assertThat(about.paymentId()).isEqualTo(PAYMENT);
        assertThat(about.attempt()).isEqualTo(1);
        assertThat(about.proof().id()).isEqualTo("1001");
        assertThat(about.proof().amount()).isEqualTo(new Money(29_900, Currency.RUB));
        assertThat(about.proof().paymentId()).isEqualTo(PAYMENT);
        assertThat(about.proof().attempt()).isEqualTo(1);
        assertThat(about.proof().method().saved()).isFalse();
        assertThat(live.read(post(TEST))).isInstanceOf(WebhookReading.Forged.class);
    }

    @Test
    void refusesTestPaymentThatClaimsToBeReal() {
        assertThat(live.read(post(TEST.replace("&IsTest=1", "")))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(test.read(post(TEST.replace("&IsTest=1", "")))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(test.read(post(LIVE))).isInstanceOf(WebhookReading.Forged.class);
        var realSignature = LIVE + "&IsTest=1";
        assertThat(live.read(post(realSignature))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(test.read(post(realSignature))).isInstanceOf(WebhookReading.Forged.class);
    }

    @Test
    void provesNothingByTestPaymentThatNamesNoChargeOrSum() {
        var nameless = "OutSum=299.00&InvId=1001&IsTest=1&SignatureValue=" + Hash.SHA256.hex("299.00:1001:test2");
        var sumless = TEST.replace("OutSum=299.00", "OutSum=much").replace(TEST_SIGNATURE,
                Hash.SHA256.hex("much:1001:test2:Shp_attempt=1:Shp_payment=" + PAYMENT));

        assertThat(test.read(post(nameless))).isInstanceOf(WebhookReading.Ignored.class);
        assertThat(test.read(post(sumless))).isInstanceOf(WebhookReading.Ignored.class);
    }

    private static InboundWebhook post(String body) {
        return new InboundWebhook("POST", "result", "", Map.of(), "185.59.216.65", body);
    }

    private static WebhookReading.Notice notice(WebhookReading reading) {
        assertThat(reading).isInstanceOf(WebhookReading.Notice.class);
        return (WebhookReading.Notice) reading;
    }
}
