package io.kopeck.payments.providers.robokassa;

import io.kopeck.payments.providers.robokassa.Refunds.BodyFormat;
import io.kopeck.payments.providers.robokassa.RobokassaApi.Hosts;
import io.kopeck.payments.spi.AccountSettings;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.AcquirerProvider;
import io.kopeck.platform.http.OutboundHttp;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens Robokassa shops. Settings: {@code login}, {@code password1} and {@code password2}, or with {@code is_test} the
 * {@code test_password1} and {@code test_password2} in their place; optional {@code password3} for refunds, {@code hash} as
 * the shop has it, {@code api_url}, {@code timeout_seconds}, {@code refund_body} ({@code jwt} or {@code json}) and
 * {@code result2_certificate}, the PEM text of the provider's certificate.
 */
@Component
final class RobokassaProvider implements AcquirerProvider {

    /** The one in the documented examples; with any other than the shop's every signature is refused. */
    private static final String HASH = "MD5";

    /** Twice this, for a refund's two requests, is less than a call of ours may take. */
    private static final int TIMEOUT_SECONDS_MAX = 55;

    private static final String TIMEOUT_SECONDS = "40";

    private final OutboundHttp http;

    RobokassaProvider(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "robokassa";
    }

    @Override
    public Acquirer open(AccountSettings settings) {
        var api = new RobokassaApi(http, hosts(settings), timeout(settings));
        return new RobokassaAcquirer(api, shop(settings), refundBody(settings), result2Key(settings));
    }

    private static BodyFormat refundBody(AccountSettings settings) {
        return switch (settings.get("refund_body", "jwt")) {
            case "jwt" -> BodyFormat.JWT;
            case "json" -> BodyFormat.JSON;
            default -> throw new IllegalArgumentException("the setting refund_body of " + settings.account() + " is jwt or json");
        };
    }

    /** Line breaks may be written as two characters, as they come out of an environment variable. */
    private static @Nullable PublicKey result2Key(AccountSettings settings) {
        var pem = optional(settings, "result2_certificate");
        if (pem == null) {
            return null;
        }
        try {
            var text = new ByteArrayInputStream(pem.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
            var key = CertificateFactory.getInstance("X.509").generateCertificate(text).getPublicKey();
            if (key instanceof RSAPublicKey) {
                return key;
            }
        } catch (CertificateException e) {
            // refused below, without the text
        }
        throw new IllegalArgumentException(
                "the setting result2_certificate of " + settings.account() + " is a certificate in PEM with an RSA key");
    }

    /** A test notification would be taken for a real one if both had the same password: {@code IsTest} is not signed. */
    private static Shop shop(AccountSettings settings) {
        var login = settings.require("login");
        if (login.contains(":")) {
            throw new IllegalArgumentException("the setting login of " + settings.account() + " contains no colon");
        }
        boolean test = flag(settings, "is_test");
        var prefix = test ? "test_" : "";
        var password2 = settings.require(prefix + "password2");
        if (!test && password2.equals(optional(settings, "test_password2"))) {
            throw new IllegalArgumentException(
                    "the settings password2 and test_password2 of " + settings.account() + " are different passwords");
        }
        return new Shop(
                login, settings.require(prefix + "password1"), password2, optional(settings, "password3"),
                Hash.named(settings.get("hash", HASH)), test);
    }

    private static @Nullable String optional(AccountSettings settings, String name) {
        var value = settings.get(name, "");
        return value.isEmpty() ? null : value;
    }

    private static boolean flag(AccountSettings settings, String name) {
        return switch (settings.get(name, "false").toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException("the setting " + name + " of " + settings.account() + " is true or false");
        };
    }

    private static Hosts hosts(AccountSettings settings) {
        var text = settings.get("api_url", "").replaceFirst("/+$", "");
        if (text.isEmpty()) {
            return Hosts.DOCUMENTED;
        }
        try {
            var url = new URI(text);
            var scheme = url.getScheme();
            if (url.getHost() != null && ("https".equals(scheme) || "http".equals(scheme) && settings.sandbox())) {
                return Hosts.under(url);
            }
        } catch (URISyntaxException e) {
            // refused below, without the text: it may carry credentials
        }
        throw new IllegalArgumentException("the setting api_url of " + settings.account() + " is an https address");
    }

    private static Duration timeout(AccountSettings settings) {
        var text = settings.get("timeout_seconds", TIMEOUT_SECONDS);
        if (!text.matches("[1-9]\\d?") || Integer.parseInt(text) > TIMEOUT_SECONDS_MAX) {
            throw new IllegalArgumentException("the setting timeout_seconds of " + settings.account()
                    + " is a whole number from 1 to " + TIMEOUT_SECONDS_MAX);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
