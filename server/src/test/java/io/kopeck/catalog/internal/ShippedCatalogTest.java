package io.kopeck.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.catalog.CancellationPolicy.Later;
import io.kopeck.catalog.Product;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** The demo catalog sells what the product description says, each product through an acquirer of its own. */
class ShippedCatalogTest {

    @Test
    void sellsThreeProductsThroughThreeAcquirers() throws IOException {
        var plan = CatalogYaml.parse(new ClassPathResource("catalog.yaml").getContentAsByteArray());

        assertThat(plan.products()).extracting(planned -> planned.product().code().value() + " by " + planned.product().acquirer())
                .containsExactly("cinema by yookassa", "movix by cloudpayments", "channel by robokassa");
        assertThat(product(plan, "movix").cancellation().fullRefundWithin()).isEqualTo(Duration.ofHours(1));
        assertThat(product(plan, "movix").cancellation().later()).isEqualTo(Later.REFUND_UNUSED_MONTHS);
        assertThat(List.of(product(plan, "movix"), product(plan, "channel"))).allSatisfy(product -> {
            assertThat(product.dunning().attempts()).containsExactly(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(2));
            assertThat(product.dunning().keepsAccess()).isTrue();
            assertThat(product.dunning().expiresWhenExhausted()).isTrue();
        });
        assertThat(plan.products()).flatExtracting(planned -> planned.tariffs().stream()
                .map(tariff -> planned.product().code() + " " + tariff.terms().price()).toList())
                .contains("movix 299.00 RUB", "movix 799.00 RUB", "movix 1499.00 RUB", "movix 2799.00 RUB", "channel 500.00 RUB");
    }

    private static Product product(CatalogPlan plan, String code) {
        return plan.products().stream().map(CatalogPlan.PlannedProduct::product).filter(product -> product.code().value().equals(code)).findFirst().orElseThrow();
    }
}
