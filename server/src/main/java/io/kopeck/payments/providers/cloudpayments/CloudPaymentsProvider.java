package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.AcquirerProvider;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Opens CloudPayments terminals. Settings: {@code public_id}, {@code api_secret}; optional {@code api_url},
 * {@code timeout_seconds} from 1 to 119; {@code test_money}: {@code true} lets payments of the provider's test mode count,
 * which they otherwise do only for a {@code test_…} public id; {@code inn}: the taxpayer number under which CloudKassir
 * registers receipts, which without it ride along with the money and are not heard of again.
 */
@Component
final class CloudPaymentsProvider implements AcquirerProvider {

    /** Live and test terminals alike (Transport). */
    private static final String API_URL = "https://api.cloudpayments.ru";

    /**
     * The provider may take five minutes to answer (Transport). Nobody waits so long: a charge that is not answered in
     * time is unknown, and repeated with its key.
     */
    private static final String TIMEOUT_SECONDS = "60";

    private final OutboundHttp http;

    CloudPaymentsProvider(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "cloudpayments";
    }

    @Override
    public Acquirer open(AccountSettings settings) {
        var publicId = settings.require("public_id");
        if (publicId.contains(":")) {
            throw new IllegalArgumentException("the setting public_id of " + settings.account() + " contains no colon");
        }
        var secret = settings.require("api_secret");
        boolean takesTestMoney = takesTestMoney(settings) || settings.sandbox();
        var inn = inn(settings);
        var api = new CloudPaymentsApi(http, apiUrl(settings), publicId, secret, timeout(settings));
        return new CloudPaymentsAcquirer(
                api,
                new PaymentAnswers(takesTestMoney),
                new NotificationReader(new Signature(secret), takesTestMoney),
                inn.isEmpty() ? null : new CashRegister(api, inn));
    }

    /** Empty where the merchant's receipts are not registered by calls of their own. */
    private static String inn(AccountSettings settings) {
        var inn = settings.get("inn", "");
        if (!inn.matches("|\\d{10}|\\d{12}")) {
            throw new IllegalArgumentException("the setting inn of " + settings.account() + " has 10 or 12 digits");
        }
        return inn;
    }

    private static URI apiUrl(AccountSettings settings) {
        var text = settings.get("api_url", API_URL).replaceFirst("/+$", "");
        try {
            var url = new URI(text);
            var scheme = url.getScheme();
            if (url.getHost() != null && ("https".equals(scheme) || "http".equals(scheme) && settings.sandbox())) {
                return url;
            }
        } catch (URISyntaxException e) {
            // refused below, without the text: it may carry credentials
        }
        throw new IllegalArgumentException("the setting api_url of " + settings.account() + " is an https address");
    }

    /** Below the two minutes after which a first call counts as ended. */
    private static Duration timeout(AccountSettings settings) {
        var text = settings.get("timeout_seconds", TIMEOUT_SECONDS);
        if (!text.matches("[1-9]\\d?|10\\d|11\\d")) {
            throw new IllegalArgumentException(
                    "the setting timeout_seconds of " + settings.account() + " is a whole number from 1 to 119");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    /** Whether payments of the provider's test mode count outside of the sandbox too. */
    static boolean takesTestMoney(AccountSettings settings) {
        var text = settings.get("test_money", "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("the setting test_money of " + settings.account() + " is true or false");
        }
        return text.equals("true") || settings.require("public_id").startsWith("test_");
    }
}
