package io.kopeck.sandbox;

import io.kopeck.sandbox.cloudpayments.CloudPaymentsOptions;
import io.kopeck.sandbox.robokassa.RobokassaOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the program's options from environment variables; an empty variable counts as absent. */
final class Environment {

    static final Set<String> LOG_LEVELS = Set.of("error", "warn", "info", "debug");

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    SandboxOptions options() {
        var webhookUrl = url("SANDBOX_YOOKASSA_WEBHOOK_URL");
        return new SandboxOptions(
                port("SANDBOX_PORT", 8090, 0), port("SANDBOX_SMTP_PORT", 8091, -1),
                webhookUrl != null ? webhookUrl : URI.create("http://127.0.0.1:" + port("PORT", 8080, 1) + "/api/v1/webhooks/yookassa"),
                directory(), shopId(), text("YOOKASSA_SECRET_KEY", SandboxOptions.DEFAULT_SECRET_KEY),
                flag("SANDBOX_RECURRING", true), flag("SANDBOX_FISCALIZATION", false), null, url("SANDBOX_PUBLIC_URL"),
                SandboxOptions.DEFAULT_OBJECTS_MAX, cloudPayments(), robokassa());
    }

    private CloudPaymentsOptions cloudPayments() {
        var webhookUrl = url("SANDBOX_CLOUDPAYMENTS_WEBHOOK_URL");
        var publicId = text("CLOUDPAYMENTS_PUBLIC_ID", CloudPaymentsOptions.DEFAULT_PUBLIC_ID);
        if (publicId.contains(":")) {
            throw wrong("CLOUDPAYMENTS_PUBLIC_ID", "must not contain a colon");
        }
        return new CloudPaymentsOptions(
                webhookUrl != null ? webhookUrl : URI.create("http://127.0.0.1:" + port("PORT", 8080, 1) + "/api/v1/webhooks/cloudpayments"),
                publicId, text("CLOUDPAYMENTS_API_SECRET", CloudPaymentsOptions.DEFAULT_API_SECRET));
    }

    private RobokassaOptions robokassa() {
        var site = "http://127.0.0.1:" + port("PORT", 8080, 1) + "/";
        var webhookUrl = url("SANDBOX_ROBOKASSA_WEBHOOK_URL");
        var siteUrl = url("SANDBOX_ROBOKASSA_SITE_URL");
        var defaults = RobokassaOptions.Passwords.DEFAULTS;
        var login = text("ROBOKASSA_LOGIN", RobokassaOptions.DEFAULT_LOGIN);
        if (!login.matches(RobokassaOptions.LOGIN)) {
            throw wrong("ROBOKASSA_LOGIN", "must be 1 to 60 latin letters, digits, dots, hyphens or underscores");
        }
        var hash = text("ROBOKASSA_HASH", RobokassaOptions.DEFAULT_HASH).toUpperCase(Locale.ROOT);
        if (!RobokassaOptions.hashes().contains(hash)) {
            throw wrong("ROBOKASSA_HASH", "must be one of " + String.join(", ", RobokassaOptions.hashes()));
        }
        return new RobokassaOptions(webhookUrl != null ? webhookUrl : URI.create(site + "api/v1/webhooks/robokassa"),
                siteUrl != null ? siteUrl : URI.create(site), login,
                new RobokassaOptions.Passwords(text("ROBOKASSA_PASSWORD1", defaults.first()), text("ROBOKASSA_PASSWORD2", defaults.second()),
                        text("ROBOKASSA_PASSWORD3", defaults.third()), text("ROBOKASSA_TEST_PASSWORD1", defaults.testFirst()),
                        text("ROBOKASSA_TEST_PASSWORD2", defaults.testSecond())),
                hash);
    }

    /** How much is logged to stderr. */
    String logLevel() {
        var level = text("SANDBOX_LOG", "warn");
        if (!LOG_LEVELS.contains(level)) {
            throw wrong("SANDBOX_LOG", "must be one of error, warn, info, debug");
        }
        return level;
    }

    private String shopId() {
        var shopId = text("YOOKASSA_SHOP_ID", SandboxOptions.DEFAULT_SHOP_ID);
        if (!shopId.matches("\\d{1,20}")) {
            throw wrong("YOOKASSA_SHOP_ID", "must be 1 to 20 digits");
        }
        return shopId;
    }

    private @Nullable Path directory() {
        var text = variables.getOrDefault("SANDBOX_DATA", "");
        try {
            return text.isBlank() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong("SANDBOX_DATA", "is not a path");
        }
    }

    private int port(String name, int otherwise, int min) {
        var text = text(name, Integer.toString(otherwise));
        int port = text.matches("-?\\d{1,5}") ? Integer.parseInt(text) : Integer.MIN_VALUE;
        if (port < min || port > 65_535) {
            throw wrong(name, "must be a number from " + min + " to 65535");
        }
        return port;
    }

    private boolean flag(String name, boolean otherwise) {
        return switch (text(name, Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "must be true or false");
        };
    }

    private @Nullable URI url(String name) {
        var text = text(name, "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            var url = new URI(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw wrong(name, "must be an http or https address");
    }

    private String text(String name, String otherwise) {
        var text = variables.getOrDefault(name, "").strip();
        return text.isEmpty() ? otherwise : text;
    }

    private static IllegalArgumentException wrong(String name, String why) {
        return new IllegalArgumentException(name + " " + why);
    }
}
