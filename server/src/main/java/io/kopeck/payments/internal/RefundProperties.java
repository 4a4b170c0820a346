package io.kopeck.payments.internal;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What staff may return.
 *
 * @param limit the most that one refund may return by whoever has no right to more, in major units of the payment's currency
 */
@ConfigurationProperties("kopeck.refunds")
record RefundProperties(@DefaultValue("5000") BigDecimal limit) {

    RefundProperties {
        if (limit.signum() <= 0 || limit.scale() > 2) {
            throw new IllegalArgumentException("kopeck.refunds.limit is more than zero, in whole minor units");
        }
    }

    Money limit(Currency currency) {
        return Money.of(limit, currency);
    }
}
