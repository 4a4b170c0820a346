package io.kopeck.payments.providers.robokassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.providers.WireStub;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeReference;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.Payer;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of each payment request, and what each kind of answer is taken for. The hashes were made with another tool. */
@Timeout(20)
class RobokassaWireTest {

    private static final UUID PAYMENT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID PAYER = UUID.fromString("01900000-0000-7000-8000-000000000009");
    private static final ChargeReference REFERENCE = new ChargeReference(PAYMENT, 1, 1001);
    private static final Money PRICE = new Money(29_900, Currency.RUB);
    private static final Instant SENT_AT = Instant.parse("2026-03-01T10:00:00.482913Z");
    private static final Instant EXPIRES_AT = Instant.parse("2026-03-01T12:00:00.482913Z");
    private static final URI RETURN_URL = URI.create("https://shop.example/return?x=1&y=2");
    private static final String OWN = "&Shp_attempt=1&Shp_payment=01900000-0000-7000-8000-000000000001";
    private static final String TEXT = "%D0%9F%D0%BE%D0%B4%D0%BF%D0%B8%D1%81%D0%BA%D0%B0%2C+%D0%BC%D0%B0%D1%80%D1%82";

    private final WireStub stub = new WireStub();
    private final Acquirer acquirer = open(Map.of());

    @AfterEach
    void close() {
        stub.close();
    }

    // --- the payment link

    @Test
    void signsLinkWithoutAskingAnybody() {
        var outcome = acquirer.charge(aCharge(null, RETURN_URL, null));

        assertThat(link(outcome)).isEqualTo(stub.url() + "/Merchant/Index.aspx?MerchantLogin=kopeck&OutSum=299.00&Description=" + TEXT
                + "&SignatureValue=1bffa3430970b4122a477659c0bd18439179fe68d961654ecbfb188baa7098a0"
                + "&Culture=ru&Encoding=utf-8&Email=anna%40example.org&ExpirationDate=2026-03-01T11%3A30%3A00%2B00%3A00"
                + "&Recurring=true"
                + "&SuccessUrl2=https%3A%2F%2Fshop.example%2Freturn%3Fx%3D1%26y%3D2&SuccessUrl2Method=GET"
                + "&FailUrl2=https%3A%2F%2Fshop.example%2Freturn%3Fx%3D1%26y%3D2&FailUrl2Method=GET"
                + OWN + "&InvId=1001");
        assertThat(((ChargeOutcome.Pending) outcome).payment())
                .isEqualTo(new ProviderPayment("1001", null, PRICE, PAYMENT, 1, null, null));
        assertThat(stub.seen()).isEmpty();
    }

    @Test
    void makesEqualLinksOfEqualRequests() {
        assertThat(acquirer.charge(aCharge(null, RETURN_URL, null))).isEqualTo(acquirer.charge(aCharge(null, RETURN_URL, null)));
    }

    @Test
    void signsHoldAndLeavesOutWhatIsAbsent() {
        var outcome = acquirer.charge(new ChargeRequest(
                REFERENCE, "key", PRICE, "₽ <> \u0007", false, false, null, null, EXPIRES_AT, new Payer(PAYER, null, null), null));

        assertThat(link(outcome)).isEqualTo(stub.url() + "/Merchant/Index.aspx?MerchantLogin=kopeck&OutSum=299.00&Description=1001"
                + "&SignatureValue=c324a6a4485bb790185b30e24020bcdd0d0b4d2c9a5d2d1dcd786a32147b053f"
                + "&Culture=ru&Encoding=utf-8&ExpirationDate=2026-03-01T11%3A30%3A00%2B00%3A00&StepByStep=true"
                + OWN + "&InvId=1001");
    }

    @Test
    void signsReceiptAsTheTextThatIsDecodedOnce() {
        var outcome = acquirer.charge(aCharge(null, null, aReceipt(11)));

        assertThat(link(outcome))
                .contains("&SignatureValue=3c9ae555c6b05146fcaf78de92e0545ac853c996ddfd4d7249be58d808023dc5&")
                .contains("&Email=receipts%40example.org&")
                .contains("&Receipt=%7B%22sno%22%3A%22usn_income%22%2C%22items%22%3A%5B%7B%22name%22%3A%22%D0%9F%D0%BE%D0%B4%D0%BF"
                        + "%D0%B8%D1%81%D0%BA%D0%B0%22%2C%22quantity%22%3A2%2C%22sum%22%3A299.00%2C%22payment_method%22%3A%22full_payment"
                        + "%22%2C%22payment_object%22%3A%22service%22%2C%22tax%22%3A%22vat22%22%7D%5D%7D&");
    }

    @Test
    void marksTestPaymentAndSignsItWithTestPassword() {
        var outcome = open(Map.of("is_test", "true")).charge(aCharge(null, null, null));

        assertThat(link(outcome))
                .contains("&SignatureValue=e10e320ecebb554706d56a1d3e81025654d5d28c4101d1fc6021e3912e4ccd40&", "&IsTest=1&");
        assertThat(link(acquirer.charge(aCharge(null, null, null)))).doesNotContain("IsTest");
    }

    @Test
    void cutsDescriptionToWhatIsTaken() {
        var outcome = acquirer.charge(new ChargeRequest(
                REFERENCE, "key", PRICE, "Подписка ".repeat(30), true, false, null, null, EXPIRES_AT, new Payer(PAYER, null, null), null));

        var description = Form.read(URI.create(link(outcome)).getRawQuery()).get("Description");
        assertThat(description).hasSize(100).startsWith("Подписка Подписка");
    }

    @Test
    void refusesWhatCannotBeSaid() {
        var dollars = new ChargeRequest(REFERENCE, "key", new Money(100, Currency.USD), "Pro", true, false, null, null, EXPIRES_AT,
                new Payer(PAYER, null, null), null);
        var heldAndSaved = new ChargeRequest(REFERENCE, "key", PRICE, "Pro", false, true, null, null, EXPIRES_AT,
                new Payer(PAYER, null, null), null);
        var longAddress = aCharge(null, URI.create("https://shop.example/" + "a".repeat(4_000)), null);

        assertThat(acquirer.charge(dollars)).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(acquirer.charge(heldAndSaved)).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(acquirer.charge(longAddress)).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(acquirer.charge(aCharge("1000", null, aReceipt(13)))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns("receipt", ChargeOutcome.Rejected::code);
        assertThat(stub.seen()).isEmpty();
    }

    // --- a saved method

    @Test
    void chargesOnFirstPaymentWithoutSigningItsNumber() {
        stub.answer(200, "OK1001");

        var outcome = acquirer.charge(aCharge("1000", null, null));

        assertThat(outcome).isEqualTo(
                new ChargeOutcome.Pending(new ProviderPayment("1001", null, PRICE, PAYMENT, 1, null, null), null));
        var request = stub.last();
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /Merchant/Recurring");
        assertThat(request.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.body()).isEqualTo("MerchantLogin=kopeck&InvoiceID=1001&PreviousInvoiceID=1000&OutSum=299.00&Description=" + TEXT
                + "&SignatureValue=b118b5f0eb832a6d7ea3380b4893073b08e9818844a46d9e7e6fa2d17737233c&Email=anna%40example.org" + OWN);
    }

    @Test
    void sendsReceiptWithRecurringCharge() {
        stub.answer(200, "OK1001");

        acquirer.charge(aCharge("1000", null, aReceipt(11)));

        assertThat(stub.last().body())
                .contains("&SignatureValue=3c9ae555c6b05146fcaf78de92e0545ac853c996ddfd4d7249be58d808023dc5&", "&Receipt=%7B%22sno%22");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | Error 3: Operation not found | error_3",
        "200 | <html><body>Ошибка: 34</body></html> | error_34",
        "400 | error code 29 | error_29",
        "200 | Error 40 | idempotency_conflict",
        "200 | No. | refused",
        "403 | Forbidden | refused"
    })
    void takesAnyOtherAnswerForRefusal(int status, String body, String code) {
        stub.answer(status, body);

        assertThat(acquirer.charge(aCharge("1000", null, null))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(code, ChargeOutcome.Rejected::code)
                .satisfies(rejected -> assertThat(rejected.detail()).isNotBlank().doesNotContain("<"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | OK100", "200 | OK", "200 | O", "200 | OK10010", "200 | OK1002", "200 | OK 1001", "500 | OK1001", "502 | Error 3",
        "429 | Error 3", "302 | OK1001", "408 | Error 3"
    })
    void knowsNothingFromCutOrForeignAnswers(int status, String body) {
        stub.answer(status, body);

        assertThat(acquirer.charge(aCharge("1000", null, null))).isInstanceOf(ChargeOutcome.Unknown.class);
    }

    @Test
    void knowsNothingWithoutWholeAnswer() {
        stub.answer(200, " ").hangUp().breakOff("OK1001");
        for (int i = 0; i < 3; i++) {
            assertThat(acquirer.charge(aCharge("1000", null, null))).isInstanceOf(ChargeOutcome.Unknown.class);
        }
        stub.forget();
        stub.stall();
        assertThat(open(Map.of("timeout_seconds", "1")).charge(aCharge("1000", null, null)))
                .isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(stub.seen()).as("no charge is ever sent twice").hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "01", "1e3", "9223372036854775808", "pm-1", "1000&OutSum=1"})
    void chargesOnNothingButNumber(String token) {
        assertThat(acquirer.charge(aCharge(token, null, null))).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns(RetryAdvice.NEW_METHOD, ChargeOutcome.Declined::advice);
        assertThat(stub.seen()).isEmpty();
    }

    /** Recurring charges have no test mode: one sent from a test shop would take real money. */
    @Test
    void chargesNothingFromTestShop() {
        var shop = open(Map.of("is_test", "1"));

        assertThat(shop.charge(aCharge("1000", null, null))).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(shop.fetch(reference(sent(true, false)))).isInstanceOf(ChargeOutcome.Pending.class);
        assertThat(shop.fetch(reference(sent(true, true)))).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(shop.find(sent(false, false))).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(stub.seen()).isEmpty();
    }

    // --- states

    @Test
    void asksHowOperationStands() {
        stub.answer(200, state("100", "<IncSum>299.00</IncSum><OutSum>290.03</OutSum>"));

        var outcome = acquirer.find(sent(false, false));

        assertThat(outcome).isEqualTo(
                new ChargeOutcome.Succeeded(new ProviderPayment("1001", null, PRICE, PAYMENT, 1, null, null)));
        assertThat(stub.last().method() + " " + stub.last().target())
                .isEqualTo("GET /Merchant/WebService/Service.asmx/OpStateExt?MerchantLogin=kopeck&InvoiceID=1001"
                        + "&Signature=58e76900e4292ed20f6c2eeabb460373f31cb6b19c8b9ec0d080f21c53550dc3");
    }

    @ParameterizedTest
    @CsvSource({
        "5, false, false, Pending", "5, true, false, Pending", "5, true, true, Declined", "5, false, true, Pending",
        "10, true, false, Declined", "10, false, false, Declined", "20, true, false, Held", "20, true, true, Held",
        "50, true, true, Pending", "60, false, false, Declined", "80, false, false, Pending", "80, true, true, Pending",
        "100, true, true, Succeeded", "100, false, false, Succeeded", "15, true, false, Unknown", "-1, false, false, Unknown"
    })
    void readsState(String state, boolean hosted, boolean expired, String outcome) {
        stub.answer(200, state(state, "<IncSum>299.000000</IncSum>"));

        assertThat(acquirer.fetch(reference(sent(hosted, expired))).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "3, false, false, Rejected", "3, false, true, Rejected", "3, true, false, Pending", "3, true, true, Declined",
        "1, true, true, Rejected", "2, false, false, Rejected", "4, true, true, Unknown", "5, false, false, Unknown",
        "1000, true, true, Unknown", "77, false, false, Unknown"
    })
    void readsResult(String result, boolean hosted, boolean expired, String outcome) {
        stub.answer(200, result(result));

        assertThat(acquirer.find(sent(hosted, expired)).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(acquirer.fetch(reference(sent(hosted, expired))).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void missesOnlyWhatCertainlyDoesNotExist() {
        stub.answer(200, result("3"));
        assertThat(acquirer.find(sent(false, false))).isEqualTo(
                new ChargeOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, "no operation has this number"));

        stub.replace(200, result("1"));
        assertThat(acquirer.find(sent(false, false))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns("bad_signature", ChargeOutcome.Rejected::code);
    }

    /** The shop's fee makes OutSum smaller, the customer's makes IncSum greater; neither changes what was paid for. */
    @ParameterizedTest
    @CsvSource({
        "299.00, 290.03, 299.00", "299.000000, 299.000000, 299.00", "310.00, 299.00, 299.00", "299.00, , 299.00", " , 299.00, 299.00",
        "310.00, 300.00, 310.00", "298.99, 290.00, 298.99", " , 298.99, 298.99", "299, , 299.00"
    })
    void tellsWhatWasPaidFromWhatIsReceived(@Nullable String incSum, @Nullable String outSum, String paid) {
        stub.answer(200, state("100", (incSum == null ? "" : "<IncSum>" + incSum + "</IncSum>")
                + (outSum == null ? "" : "<OutSum>" + outSum + "</OutSum>")));

        assertThat(acquirer.find(sent(false, false))).asInstanceOf(type(ChargeOutcome.Succeeded.class))
                .returns(Money.parse(paid, Currency.RUB), succeeded -> succeeded.payment().amount());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "<IncSum></IncSum>", "<IncSum>much</IncSum>", "<IncSum>299.001</IncSum>", "<IncSum>-299.00</IncSum>",
        "<IncSum>299,00</IncSum>", "<IncSum>299.00</IncSum><IncSum>1.00</IncSum>", "<IncSum>1e3</IncSum>"
    })
    void booksNothingWithoutReadableSum(String info) {
        stub.answer(200, state("100", info));

        assertThat(acquirer.find(sent(false, false))).isInstanceOf(ChargeOutcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "OK", "{}", "<a/>", "<OperationStateResponse/>", "<OperationStateResponse><Result/></OperationStateResponse>",
        "<OperationStateResponse><Result><Code>0</Code></Result></OperationStateResponse>",
        "<OperationStateResponse><Result><Code>3</Code></Result>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><OperationStateResponse><Result><Code>&e;3</Code></Result></OperationStateResponse>",
        "<OperationStateResponse><Result><Code>3</Code></Result><Result><Code>0</Code></Result></OperationStateResponse>"
    })
    void knowsNothingFromOtherDocuments(String body) {
        stub.answer(200, body);

        assertThat(acquirer.find(sent(false, false))).isInstanceOf(ChargeOutcome.Unknown.class);
    }

    @Test
    void knowsNothingFromDeepOrBrokenAnswers() {
        stub.answer(200, "<OperationStateResponse><Result><Code>" + "<a>".repeat(100_000) + "</Code></Result></OperationStateResponse>");
        assertThat(acquirer.find(sent(false, false))).isInstanceOf(ChargeOutcome.Unknown.class);

        for (int status : new int[] {500, 502, 429, 204, 302}) {
            stub.replace(status, result("3"));
            assertThat(acquirer.find(sent(false, false))).isInstanceOf(ChargeOutcome.Unknown.class);
        }
    }

    @Test
    void savesOnlyCardThatPaidToBeSaved() {
        var card = "<IncSum>299.00</IncSum><IncAccount>411111******1111</IncAccount><PaymentMethod><Code>BankCard</Code></PaymentMethod>";
        var saving = new SentCharge(REFERENCE, PRICE, SENT_AT, true, true, false);
        stub.answer(200, state("100", card));

        var method = ((ChargeOutcome.Succeeded) acquirer.find(saving)).payment().method();
        assertThat(method.saved()).isTrue();
        assertThat(method.token()).isEqualTo("1001");
        assertThat(method.first6() + "-" + method.last4()).isEqualTo("411111-1111");
        assertThat(((ChargeOutcome.Succeeded) acquirer.find(sent(true, false))).payment().method().saved()).isFalse();
        assertThat(((ChargeOutcome.Succeeded) acquirer.fetch(new ProviderReference("1001", PRICE))).payment().method().saved()).isFalse();

        stub.replace(200, state("100", card.replace("BankCard", "SBP")));
        assertThat(((ChargeOutcome.Succeeded) acquirer.find(saving)).payment().method())
                .returns(false, m -> m.saved()).returns("SBP", m -> m.kind()).returns(null, m -> m.last4());
        stub.replace(200, state("50", card));
        assertThat(((ChargeOutcome.Pending) acquirer.find(saving)).payment().method().saved()).isFalse();
    }

    @Test
    void holdEndsSevenDaysAfterItBegan() {
        stub.answer(200, state("20", "<IncSum>299.00</IncSum>"));

        assertThat(acquirer.fetch(reference(sent(true, false)))).asInstanceOf(type(ChargeOutcome.Held.class))
                .returns(Instant.parse("2026-03-08T07:00:00.1234567Z"), ChargeOutcome.Held::expiresAt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "abc", "1001/../x", "1001&x=1", "99999999999999999999"})
    void asksAboutNothingButNumbers(String id) {
        assertThat(acquirer.fetch(new ProviderReference(id, PRICE))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
        assertThat(stub.seen()).isEmpty();
    }

    // --- settings

    @Test
    void promisesNoRepeats() {
        assertThat(acquirer.keyLifetime()).isEqualTo(Duration.ZERO);
        assertThat(acquirer.pendingLifetime()).isGreaterThan(Requests.LAST_MOMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "login, ''", "login, a:b", "password1, ''", "password2, ''", "hash, CRC32", "is_test, maybe", "timeout_seconds, 56",
        "timeout_seconds, 0", "timeout_seconds, 1.5", "api_url, ftp://example.org", "api_url, nowhere", "test_password2, pass2"
    })
    void refusesWrongSettingsByName(String name, String value) {
        assertThatThrownBy(() -> open(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name.replace("test_password2", "password2"))
                .satisfies(e -> assertThat(value.isEmpty() || !e.getMessage().contains("pass1")).isTrue());
    }

    @Test
    void showsNoPassword() {
        var shop = new Shop("kopeck", "secret1", "secret2", "secret3", Hash.SHA256, false);

        assertThat(List.of(shop, new Requests(shop), new NotificationReader(shop), new Result2Reader(shop, null)).toString())
                .contains("kopeck").doesNotContain("secret");
    }

    @Test
    void refusesUnencryptedAddressOutsideOfSandbox() {
        var settings = new AccountSettings(
                "main", Map.of("login", "kopeck", "password1", "pass1", "password2", "pass2", "api_url", "http://example.org"), false);

        assertThatThrownBy(() -> new RobokassaProvider(new OutboundHttp()).open(settings)).hasMessageContaining("api_url");
    }

    @Test
    void callsDocumentedHostsUnlessToldOtherwise() {
        var settings = new AccountSettings("main", Map.of("login", "kopeck", "password1", "pass1", "password2", "pass2"), false);

        var outcome = new RobokassaProvider(new OutboundHttp()).open(settings).charge(aCharge(null, null, null));

        assertThat(link(outcome)).startsWith("https://auth.robokassa.ru/Merchant/Index.aspx?");
    }

    private static String link(ChargeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ChargeOutcome.Pending.class);
        return String.valueOf(((ChargeOutcome.Pending) outcome).confirmationUrl());
    }

    private static ChargeRequest aCharge(@Nullable String token, @Nullable URI returnUrl, @Nullable Receipt receipt) {
        return new ChargeRequest(REFERENCE, "key", PRICE, "Подписка, март", true, returnUrl != null, token, returnUrl, EXPIRES_AT,
                new Payer(PAYER, "anna@example.org", null), receipt);
    }

    private static Receipt aReceipt(int vatCode) {
        return new Receipt("receipts@example.org", null, 2, List.of(
                new Receipt.Line("Подписка", 2, new Money(14_950, Currency.RUB), vatCode, "service", "full_payment")));
    }

    private static SentCharge sent(boolean hosted, boolean expired) {
        return new SentCharge(REFERENCE, PRICE, SENT_AT, hosted, false, expired);
    }

    private static ProviderReference reference(SentCharge sent) {
        return new ProviderReference("1001", PRICE, sent);
    }

    private static String result(String code) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><OperationStateResponse xmlns=\"http://merchant.roboxchange.com/WebService/\">"
                + "<Result><Code>" + code + "</Code></Result></OperationStateResponse>";
    }

    private static String state(String code, String info) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <OperationStateResponse xmlns="http://merchant.roboxchange.com/WebService/"><Result><Code>0</Code></Result>
                <State><Code>%s</Code><StateDate>2026-03-01T10:00:00.1234567+03:00</StateDate></State><Info>%s</Info>
                <UserField><Field><Name>Shp_attempt</Name><Value>1</Value></Field>
                <Field><Name>shp_payment</Name><Value>%s</Value></Field></UserField></OperationStateResponse>"""
                .formatted(code, info, PAYMENT);
    }

    private Acquirer open(Map<String, String> more) {
        var values = new HashMap<>(Map.of("login", "kopeck", "password1", "pass1", "password2", "pass2", "password3", "pass3",
                "test_password1", "test1", "test_password2", "test2", "hash", "SHA256", "api_url", stub.url()));
        values.putAll(more);
        return new RobokassaProvider(new OutboundHttp()).open(new AccountSettings("main", values, true));
    }
}
