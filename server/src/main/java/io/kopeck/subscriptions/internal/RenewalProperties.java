package io.kopeck.subscriptions.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code kopeck.renewals.*}.
 *
 * @param interval how often due subscriptions are looked for, 1 s to 1 h
 * @param batch how many are claimed in one transaction, 1 to 1000
 * @param concurrency how many calls to the acquirer are made at a time, 1 to 200
 */
@ConfigurationProperties("kopeck.renewals")
record RenewalProperties(
        @DefaultValue("1m") Duration interval, @DefaultValue("200") int batch, @DefaultValue("16") int concurrency) {

    RenewalProperties {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("kopeck.renewals.interval is 1 s to 1 h");
        }
        if (batch < 1 || batch > 1000) {
            throw new IllegalArgumentException("kopeck.renewals.batch is 1 to 1000");
        }
        if (concurrency < 1 || concurrency > 200) {
            throw new IllegalArgumentException("kopeck.renewals.concurrency is 1 to 200");
        }
    }
}
