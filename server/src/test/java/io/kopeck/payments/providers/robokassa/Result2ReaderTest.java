package io.kopeck.payments.providers.robokassa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.WebhookReading;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ResultUrl2 notifications, signed here the way the provider does. */
class Result2ReaderTest {

    private static final String PAYLOAD = "{\"header\":{\"type\":\"PaymentStateNotification\",\"version\":\"1.0.0\","
            + "\"timestamp\":\"1772356542\"},\"data\":{\"shop\":\"demo\",\"opKey\":\"AB-1\",\"invId\":\"1570\","
            + "\"paymentMethod\":\"BankCard\",\"incSum\":\"1.00\",\"state\":\"OK\"}}";
    private static final String RS256 = "{\"typ\":\"JWT\",\"alg\":\"RS256\"}";
    private static final KeyPair KEYS = keys();

    private final Shop shop = new Shop("demo", "pass1", "pass2", null, Hash.MD5, false);
    private final Result2Reader reader = new Result2Reader(shop, KEYS.getPublic());

    @Test
    void namesPaymentToAskAbout() {
        var reading = reader.read(post(signed(RS256, PAYLOAD)));

        assertThat(reading).isEqualTo(new WebhookReading.Notice(
                "result2:1570:AB-1", WebhookReading.Subject.PAYMENT, "1570", null, WebhookReading.Answer.ok()));
    }

    @Test
    void refusesOtherKeysAndAlteredTokens() {
        var genuine = signed(RS256, PAYLOAD);
        var parts = genuine.split("\\.");
        var otherPayload = encode(PAYLOAD.replace("1570", "1571"));

        assertThat(new Result2Reader(shop, keys().getPublic()).read(post(genuine))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(post(parts[0] + "." + otherPayload + "." + parts[2]))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(post(parts[0] + "." + parts[1] + "."))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(post(parts[0] + "." + parts[1]))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(post(genuine + ".a"))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(post("%%%.%%%.%%%"))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(post(genuine + " ".repeat(64 * 1024)))).isInstanceOf(WebhookReading.Forged.class);
    }

    /** The public key is public: a token that uses it as a shared secret, or no key at all, is anybody's. */
    @Test
    void refusesOtherAlgorithms() throws GeneralSecurityException {
        var none = encode("{\"typ\":\"JWT\",\"alg\":\"none\"}") + "." + encode(PAYLOAD) + ".";
        var unsigned = encode("{\"typ\":\"JWT\",\"alg\":\"HS256\"}") + "." + encode(PAYLOAD);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEYS.getPublic().getEncoded(), "HmacSHA256"));
        var confused = unsigned + "." + encode(mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII)));

        assertThat(reader.read(post(none))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(post(confused))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(reader.read(post(signed("{\"typ\":\"JWT\",\"alg\":\"RS512\"}", PAYLOAD)))).isInstanceOf(WebhookReading.Forged.class);
    }

    @ParameterizedTest
    @CsvSource({
        "demo, other, Forged", "PaymentStateNotification, Greeting, Forged", "OK, FAIL, Ignored", "1570, x, Ignored",
        "AB-1, a b, Ignored"
    })
    void believesOnlyItsOwnKindOfNews(String from, String to, String reading) {
        var token = signed(RS256, PAYLOAD.replace("\"" + from + "\"", "\"" + to + "\""));

        assertThat(reader.read(post(token)).getClass().getSimpleName()).isEqualTo(reading);
    }

    @Test
    void believesNothingWithoutCertificate() {
        var without = new Result2Reader(shop, null);

        assertThat(without.read(post(signed(RS256, PAYLOAD)))).isInstanceOf(WebhookReading.Ignored.class);
        assertThat(without.read(post(signed(RS256, PAYLOAD.replace("demo", "other"))))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(without.read(post("a.%%%.c"))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(without.read(post("{}"))).isInstanceOf(WebhookReading.Forged.class);
    }

    private static InboundWebhook post(String body) {
        return new InboundWebhook("POST", "result2", "", Map.of(), "185.59.216.65", body);
    }

    private static String signed(String header, String payload) {
        var text = encode(header) + "." + encode(payload);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
