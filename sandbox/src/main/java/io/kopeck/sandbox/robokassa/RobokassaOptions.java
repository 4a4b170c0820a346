package io.kopeck.sandbox.robokassa;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The Robokassa shop a sandbox is started with.
 *
 * @param webhookUrl ResultURL is {@code <webhookUrl>/result}, Result2 goes to {@code <webhookUrl>/result2}; null: nowhere
 * @param siteUrl the shop's SuccessURL and FailURL
 * @param login MerchantLogin
 * @param hash MD5, RIPEMD160, SHA1, SHA256, SHA384 or SHA512, for every signature of the shop
 */
public record RobokassaOptions(@Nullable URI webhookUrl, URI siteUrl, String login, Passwords passwords, String hash) {

    public static final String DEFAULT_LOGIN = "kopeck";
    public static final String DEFAULT_HASH = "SHA256";
    /** What a login looks like. */
    public static final String LOGIN = "[A-Za-z0-9._-]{1,60}";

    /** Password #1 to #3 and the pair of test payments. */
    public record Passwords(String first, String second, String third, String testFirst, String testSecond) {

        public static final Passwords DEFAULTS =
                new Passwords("sandbox_password1", "sandbox_password2", "sandbox_password3", "sandbox_test1", "sandbox_test2");

        public Passwords {
            if (List.of(first, second, third, testFirst, testSecond).stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("passwords must not be blank");
            }
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Passwords[*]";
        }
    }

    public RobokassaOptions {
        if (!login.matches(LOGIN)) {
            throw new IllegalArgumentException("login must be 1 to 60 latin letters, digits, dots, hyphens or underscores");
        }
        hash = hash.toUpperCase(Locale.ROOT);
        if (!hashes().contains(hash)) {
            throw new IllegalArgumentException("hash must be one of " + hashes());
        }
    }

    public static RobokassaOptions defaults() {
        return new RobokassaOptions(null, URI.create("http://127.0.0.1:8080/"), DEFAULT_LOGIN, Passwords.DEFAULTS, DEFAULT_HASH);
    }

    public static List<String> hashes() {
        return Arrays.stream(Hashing.values()).map(Hashing::name).toList();
    }

    public RobokassaOptions withWebhookUrl(@Nullable URI newWebhookUrl) {
        return new RobokassaOptions(newWebhookUrl, siteUrl, login, passwords, hash);
    }

    public RobokassaOptions withSiteUrl(URI newSiteUrl) {
        return new RobokassaOptions(webhookUrl, newSiteUrl, login, passwords, hash);
    }

    public RobokassaOptions withShop(String newLogin, Passwords newPasswords, String newHash) {
        return new RobokassaOptions(webhookUrl, siteUrl, newLogin, newPasswords, newHash);
    }
}
