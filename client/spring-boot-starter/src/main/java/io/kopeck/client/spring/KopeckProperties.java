package io.kopeck.client.spring;

import io.kopeck.client.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code kopeck.*}.
 *
 * @param url where the server is, such as {@code https://billing.example.com}
 * @param apiKey a service key with the scope {@code wallet}
 * @param product whose wallets are meant; without it, the first product that has wallets
 * @param connectTimeout how long to wait for a connection
 * @param timeout how long to wait for an answer
 */
@ConfigurationProperties("kopeck")
record KopeckProperties(
        @Nullable URI url, @Nullable String apiKey, @Nullable String product, @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("15s") Duration timeout, @DefaultValue Retries retries) {

    /**
     * When something without an answer is asked for again.
     *
     * @param tries all of them, the first included, 1 to 20
     * @param firstPause doubled before each further try
     * @param longestPause a server that asks for a longer one is not waited for
     */
    record Retries(@DefaultValue("5") int tries, @DefaultValue("200ms") Duration firstPause, @DefaultValue("10s") Duration longestPause) {

        RetryPolicy policy() {
            return new RetryPolicy(tries, firstPause, longestPause);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "KopeckProperties[url=" + url + "]";
    }
}
