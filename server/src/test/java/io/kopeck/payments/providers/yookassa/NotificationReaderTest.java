package io.kopeck.payments.providers.yookassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.WebhookReading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may notify, and what is understood. */
class NotificationReaderTest {

    private static final String BODY =
            "{\"type\":\"notification\",\"event\":\"payment.succeeded\","
                    + "\"object\":{\"id\":\"p-1\",\"status\":\"succeeded\"}}";

    private final NotificationReader live = new NotificationReader(Networks.parse(Networks.DOCUMENTED), false);
    private final NotificationReader sandbox = new NotificationReader(Networks.parse(Networks.DOCUMENTED), true);

    @ParameterizedTest
    @ValueSource(strings = {
        "185.71.76.0", "185.71.76.31", "185.71.77.0", "185.71.77.31", "77.75.153.0", "77.75.153.127", "77.75.154.128",
        "77.75.154.255", "77.75.156.11", "77.75.156.35", "2a02:5180::1", "2a02:5180:ffff:ffff:ffff:ffff:ffff:ffff",
        "2A02:5180:0:1509::7", "::ffff:185.71.76.5", "::FFFF:b947:4c05", "0:0:0:0:0:ffff:77.75.156.35"})
    void acceptsDocumentedNetworks(String source) {
        assertThat(live.read(from(source, BODY))).isInstanceOf(WebhookReading.Notice.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "185.71.75.255", "185.71.76.32", "185.71.77.32", "77.75.152.255", "77.75.153.128", "77.75.154.127", "77.75.155.0",
        "77.75.156.10", "77.75.156.12", "77.75.156.36", "2a02:5181::1", "2a02:517f:ffff::1", "::ffff:185.71.76.32",
        "127.0.0.1", "::1", "10.0.0.1", "0.0.0.0", "::", "", "unknown", "localhost", "185.71.76.1, 10.0.0.1",
        "185.71.76.1:443", "yookassa.ru", "185.71.76.01x", "fe80::1%eth0",
        "42.2.81.128", "b947:4c00::1"})
    void refusesEveryOtherSource(String source) {
        assertThat(live.read(from(source, BODY))).isInstanceOf(WebhookReading.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1"})
    void acceptsThisMachineOnlyInSandbox(String source) {
        assertThat(sandbox.read(from(source, BODY))).isInstanceOf(WebhookReading.Notice.class);
        assertThat(live.read(from(source, BODY))).isInstanceOf(WebhookReading.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "0.0.0.0", "::", "fe80::1", "128.0.0.1"})
    void acceptsNoOtherMachineInSandbox(String source) {
        assertThat(sandbox.read(from(source, BODY))).isInstanceOf(WebhookReading.Forged.class);
    }

    @Test
    void checksSourceBeforeAnythingElse() {
        assertThat(live.read(from("10.0.0.1", "{"))).isInstanceOf(WebhookReading.Forged.class);
        assertThat(live.read(from("10.0.0.1", " ".repeat(300_000)))).isInstanceOf(WebhookReading.Forged.class);
    }

    @Test
    void takesConfiguredNetworksInPlaceOfDocumentedOnes() {
        var reader = new NotificationReader(Networks.parse("10.1.0.0/16, 192.0.2.7,fd00::/8, 0.0.0.0/32"), false);

        assertThat(List.of("10.1.255.255", "192.0.2.7", "fd12::1")).allSatisfy(source ->
                assertThat(reader.read(from(source, BODY))).isInstanceOf(WebhookReading.Notice.class));
        assertThat(List.of("10.2.0.0", "192.0.2.8", "fe00::1", "185.71.76.1")).allSatisfy(source ->
                assertThat(reader.read(from(source, BODY))).isInstanceOf(WebhookReading.Forged.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/33", "fd00::/129", "example.org", "10.0.0.0/8,", "10.0.0.0/x"})
    void refusesMalformedNetworks(String list) {
        assertThatThrownBy(() -> Networks.parse(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("webhook_networks");
    }

    @ParameterizedTest
    @CsvSource({
        "payment.waiting_for_capture, PAYMENT", "payment.succeeded, PAYMENT", "payment.canceled, PAYMENT",
        "refund.succeeded, REFUND", "payment_method.active, METHOD"})
    void knowsSubjectByFamilyOfEvent(String event, WebhookReading.Subject subject) {
        var reading = sandbox.read(from("::1", BODY.replace("payment.succeeded", event)));

        assertThat(reading).isEqualTo(new WebhookReading.Notice(
                event + ":p-1:succeeded", subject, "p-1", null, WebhookReading.Answer.ok()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "payout.succeeded", "deal.closed", "payment", "", "payment.", ".succeeded", "payment.succeeded.twice",
        "PAYMENT.SUCCEEDED", "payments.succeeded"})
    void acknowledgesEventsOfNoInterest(String event) {
        assertThat(sandbox.read(from("::1", BODY.replace("payment.succeeded", event))))
                .asInstanceOf(type(WebhookReading.Ignored.class))
                .returns(200, ignored -> ignored.answer().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{", "[]", "null", "1", "{\"type\":\"notification\"}",
        "{\"type\":\"notification\",\"event\":\"payment.succeeded\"}",
        "{\"type\":\"notification\",\"event\":\"payment.succeeded\",\"object\":\"p-1\"}",
        "{\"type\":\"notification\",\"event\":\"payment.succeeded\",\"object\":{\"id\":\"../refunds\"}}",
        "{\"type\":\"notification\",\"event\":\"payment.succeeded\",\"object\":{\"id\":\"a\",\"id\":\"b\"}}",
        "{\"event\":\"payment.succeeded\",\"object\":{\"id\":\"p-1\"}}"})
    void acknowledgesWhatNobodyCanUse(String body) {
        assertThat(sandbox.read(from("::1", body))).asInstanceOf(type(WebhookReading.Ignored.class))
                .returns(200, ignored -> ignored.answer().status());
    }

    @Test
    void givesEachStatusOfObjectItsOwnKey() {
        var sparse = BODY.replace(",\"status\":\"succeeded\"", "");

        assertThat(((WebhookReading.Notice) sandbox.read(from("::1", sparse))).key()).isEqualTo("payment.succeeded:p-1:");
        assertThat(((WebhookReading.Notice) sandbox.read(from("::1", BODY))).key())
                .isEqualTo("payment.succeeded:p-1:succeeded");
    }

    private static InboundWebhook from(String source, String body) {
        return new InboundWebhook("POST", "", "", Map.of(), source, body);
    }
}
