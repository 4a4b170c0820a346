package io.kopeck.payments.providers.yookassa;

import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.AcquirerProvider;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Opens YooKassa shops. Settings: {@code shop_id}, {@code secret_key}; optional {@code api_url}, {@code timeout_seconds}
 * and {@code webhook_networks}, a comma-separated list of networks in place of the documented ones.
 */
@Component
final class YooKassaProvider implements AcquirerProvider {

    /** One host for live and test shops, the credentials decide (YooKassa API v3, Interaction format). */
    private static final String API_URL = "https://api.yookassa.ru/v3";

    /** The provider answers within 30 s, with a 500 at the latest; a shorter wait would make outcomes unknown. */
    private static final String TIMEOUT_SECONDS = "40";

    private final OutboundHttp http;

    YooKassaProvider(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "yookassa";
    }

    @Override
    public Acquirer open(AccountSettings settings) {
        var shop = settings.require("shop_id");
        if (shop.contains(":")) {
            throw new IllegalArgumentException("the setting shop_id of " + settings.account() + " contains no colon");
        }
        var secret = settings.require("secret_key");
        var api = new YooKassaApi(http, apiUrl(settings), shop, secret, timeout(settings));
        var networks = Networks.parse(settings.get("webhook_networks", Networks.DOCUMENTED));
        return new YooKassaAcquirer(
                api,
                new PaymentAnswers(secret.startsWith("live_")),
                new NotificationReader(networks, settings.sandbox()));
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

    private static Duration timeout(AccountSettings settings) {
        var text = settings.get("timeout_seconds", TIMEOUT_SECONDS);
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException(
                    "the setting timeout_seconds of " + settings.account() + " is a whole number from 1 to 999");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
