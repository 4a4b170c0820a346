package io.kopeck.client.spring;

import io.kopeck.client.KopeckClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * A {@link KopeckClient} where {@code kopeck.url} is set and there is none yet, and {@link PaidOperation} on the methods of beans, which
 * needs one.
 */
@AutoConfiguration
@EnableConfigurationProperties(KopeckProperties.class)
public class KopeckAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("kopeck.url")
    KopeckClient kopeckClient(KopeckProperties settings) {
        if (settings.url() == null || settings.apiKey() == null) {
            throw new IllegalStateException("kopeck.api-key has to be set: a service key with the scope wallet");
        }
        var client = KopeckClient.builder(settings.url(), settings.apiKey())
                .connectTimeout(settings.connectTimeout())
                .timeout(settings.timeout())
                .retries(settings.retries().policy());
        if (settings.product() != null) {
            client.product(settings.product());
        }
        return client.build();
    }

    @Bean
    static PaidOperationAdvice paidOperationAdvice(ObjectProvider<KopeckClient> client) {
        return new PaidOperationAdvice(client);
    }
}
