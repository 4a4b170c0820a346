package io.kopeck.payments.providers.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.providers.Charges;
import io.kopeck.payments.providers.WireStub;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CardPacket;
import io.kopeck.payments.spi.CardPackets;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.PacketOutcome;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of a charge of a sealed card and of its conclusion, and what each kind of answer is taken for. */
@Timeout(20)
class CardPacketsWireTest {

    private static final UUID PAYMENT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Money PRICE = new Money(29_900, Currency.RUB);
    private static final URI RETURN_URL = URI.create("https://shop.example/return?x=1");
    private static final CardPacket PACKET = new CardPacket("01492500008719030128SMfLeYdKp5", "203.0.113.7", "ANNA IVANOVA");
    private static final ProviderReference REFERENCE = new ProviderReference("12345", PRICE);
    private static final String AT_BANK = """
            {"Model":{"TransactionId":12345,"PaReq":"+/eyJNZXJjaGFudE5hbWUi","GoReq":null,
            "AcsUrl":"https://demo.cloudpayments.ru/acs","IFrameIsAllowed":true},"Success":false,"Message":null}""";

    private final WireStub stub = new WireStub();
    private final Acquirer acquirer = new CloudPaymentsProvider(new OutboundHttp()).open(new AccountSettings(
            "main", Map.of("public_id", "test_api_1", "api_secret", "s", "api_url", stub.url(), "timeout_seconds", "1"), true));
    private final CardPackets packets = (CardPackets) acquirer;

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void chargesSealedCardOfPayersAddress() {
        stub.answer(200, payment("Completed", 0, true));

        var outcome = packets.charge(aCharge(true, true, RETURN_URL, null), PACKET);

        assertThat(outcome).asInstanceOf(type(PacketOutcome.Answered.class))
                .satisfies(answered -> assertThat(answered.outcome()).isInstanceOf(ChargeOutcome.Succeeded.class));
        assertThat(stub.last().target()).isEqualTo("/payments/cards/charge");
        assertThat(stub.last().header("x-request-id")).isEqualTo("key-1");
        assertThat(stub.last().body()).isEqualTo("{\"Amount\":299.00,\"Currency\":\"RUB\",\"IpAddress\":\"203.0.113.7\","
                + "\"CardCryptogramPacket\":\"01492500008719030128SMfLeYdKp5\",\"Name\":\"ANNA IVANOVA\","
                + "\"InvoiceId\":\"01900000-0000-7000-8000-000000000001-1\",\"Description\":\"Подписка\","
                + "\"Email\":\"anna@example.org\",\"AccountId\":\"0b5d3c0e-6a0b-4f5c-9a55-3f1f1a0a2b11\",\"SaveCard\":true,"
                + "\"JsonData\":{\"payment_id\":\"01900000-0000-7000-8000-000000000001\",\"attempt\":\"1\"}}");
    }

    @Test
    void holdsAndKeepsNothingUnasked() {
        stub.answer(200, payment("Authorized", 0, true));

        var outcome = packets.charge(aCharge(false, false, RETURN_URL, null), new CardPacket("x", "203.0.113.7", null));

        assertThat(outcome).asInstanceOf(type(PacketOutcome.Answered.class))
                .satisfies(answered -> assertThat(answered.outcome()).isInstanceOf(ChargeOutcome.Held.class));
        assertThat(stub.last().target()).isEqualTo("/payments/cards/auth");
        assertThat(stub.last().body()).contains("\"SaveCard\":false").doesNotContain("AccountId", "\"Name\"");
    }

    @Test
    void sendsCustomerToBankWithExactlyTheseFields() {
        stub.answer(200, AT_BANK);

        var outcome = packets.charge(aCharge(true, true, RETURN_URL, null), PACKET);

        assertThat(outcome).isEqualTo(new PacketOutcome.AtBank(
                new ProviderPayment("12345", null, PRICE, PAYMENT, 1, null, null),
                new PacketOutcome.BankPage(URI.create("https://demo.cloudpayments.ru/acs"), Map.of(
                        "PaReq", "+/eyJNZXJjaGFudE5hbWUi", "MD", "12345", "TermUrl", "https://shop.example/return?x=1"))));
    }

    @Test
    void concludesByPost3ds() {
        stub.answer(200, payment("Completed", 0, true));

        assertThat(packets.conclude(REFERENCE, "eJxVUdtugkAQ")).isInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(stub.last().target()).isEqualTo("/payments/cards/post3ds");
        assertThat(stub.last().header("x-request-id")).isEqualTo("post3ds-12345");
        assertThat(stub.last().body()).isEqualTo("{\"TransactionId\":12345,\"PaRes\":\"eJxVUdtugkAQ\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "5051, insufficient_funds, LATER", "5206, authentication_failed, WITH_CUSTOMER",
        "5207, authentication_unavailable, WITH_CUSTOMER", "5041, lost_card, NEW_METHOD"})
    void declinesAsAnyOtherCharge(int reason, String word, RetryAdvice advice) {
        stub.answer(200, payment("Declined", reason, false));

        for (var outcome : List.of(charge(), packets.conclude(REFERENCE, "x"))) {
            assertThat(outcome).asInstanceOf(type(ChargeOutcome.Declined.class))
                    .returns(word, ChargeOutcome.Declined::code)
                    .returns(advice, ChargeOutcome.Declined::advice);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            500 |
            429 |
            200 | {
            200 | {"Success":true}
            200 | {"Success":false}
            200 | {"Success":true,"Model":{"TransactionId":12345,"Status":"Completed"}}
            200 | {"Success":false,"Model":{"TransactionId":12345,"PaReq":"x","AcsUrl":"javascript:alert(1)"}}
            200 | {"Success":false,"Model":{"TransactionId":"x","PaReq":"x","AcsUrl":"https://acs.example"}}
            200 | {"Success":false,"Model":{"TransactionId":12345,"PaReq":{},"AcsUrl":"https://acs.example"}}
            200 | {"Success":false,"Model":{"TransactionId":12345,"PaReq":null,"AcsUrl":"https://acs.example"}}
            200 | {"Success":true,"Model":{"TransactionId":12345,"PaReq":"x","AcsUrl":"https://acs.example"}}
            """)
    void takesNothingUncertainForAnAnswer(int status, @Nullable String body) {
        stub.answer(status, body == null ? "" : body);

        assertThat(charge()).isInstanceOf(ChargeOutcome.Unknown.class);
    }

    @Test
    void concludesNothingUncertain() {
        for (var body : List.of("", "{", "{\"Success\":true}", payment("Completed", 0, true).replace("12345", "54321"))) {
            stub.replace(200, body);
            assertThat(packets.conclude(REFERENCE, "x")).isInstanceOf(ChargeOutcome.Unknown.class);
        }
        stub.replace(200, AT_BANK);
        assertThat(packets.conclude(REFERENCE, "x")).isInstanceOf(ChargeOutcome.Unknown.class);
        stub.replace(200, "{\"Success\":false,\"Message\":\"PaRes is required\"}");
        assertThat(packets.conclude(REFERENCE, "")).isEqualTo(new ChargeOutcome.Rejected("refused", "PaRes is required"));
        assertThat(packets.conclude(new ProviderReference("../x", PRICE), "x")).isInstanceOf(ChargeOutcome.Rejected.class);
    }

    @Test
    void neverSendsPacketTwiceByItself() {
        stub.stall();

        assertThat(charge()).isEqualTo(new ChargeOutcome.Unknown("no answer in time"));
        assertThat(stub.seen()).hasSize(1);
    }

    @Test
    void tellsAnotherRequestUnderTheSameKey() {
        stub.answer(200, payment("Completed", 0, true).replace("299.00", "999.00"));

        assertThat(charge()).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.KEY_CONFLICT, ChargeOutcome.Rejected::code);
    }

    @Test
    void sendsNothingIncomplete() {
        var receipt = new Receipt("a@b.example", null, 2, List.of(new Receipt.Line("x", 1, PRICE, 13, "service", "full_payment")));

        assertThat(packets.charge(aCharge(true, true, null, null), PACKET)).isInstanceOf(PacketOutcome.Answered.class);
        assertThat(packets.charge(aCharge(true, true, RETURN_URL, receipt), PACKET)).isInstanceOf(PacketOutcome.Answered.class);
        var saved = Charges.request(PAYMENT, 1, "key-1", PRICE, "x", true, false, "tk_1", RETURN_URL, null);
        assertThatThrownBy(() -> packets.charge(saved, PACKET)).isInstanceOf(IllegalArgumentException.class);
        assertThat(stub.seen()).isEmpty();
    }

    @Test
    void showsNeitherPacketNorQuestion() {
        stub.answer(200, AT_BANK);

        assertThat(PACKET.toString()).doesNotContain("01492500008719030128", "ANNA", "203.0");
        assertThat(packets.charge(aCharge(true, true, RETURN_URL, null), PACKET).toString()).doesNotContain("eyJNZXJ");
    }

    private ChargeOutcome charge() {
        var outcome = packets.charge(aCharge(true, true, RETURN_URL, null), PACKET);
        assertThat(outcome).isInstanceOf(PacketOutcome.Answered.class);
        return ((PacketOutcome.Answered) outcome).outcome();
    }

    private static ChargeRequest aCharge(boolean capture, boolean save, @Nullable URI returnUrl, @Nullable Receipt receipt) {
        return Charges.request(PAYMENT, 1, "key-1", PRICE, "Подписка", capture, save, null, returnUrl, receipt);
    }

    private static String payment(String status, int reason, boolean success) {
        return """
                {"Model":{"ReasonCode":%d,"TransactionId":12345,"Amount":299.00,"Currency":"RUB","InvoiceId":"%s-1",\
                "Status":"%s"},"Success":%s,"Message":null}""".formatted(reason, PAYMENT, status, success);
    }
}
