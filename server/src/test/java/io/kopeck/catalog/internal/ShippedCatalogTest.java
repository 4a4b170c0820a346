package io.kopeck.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.catalog.CancellationPolicy.Later;
import io.kopeck.catalog.OperationTerms;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.TopUpTerms;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** The demo catalog sells what the product description says, each product through an acquirer of its own. */
class ShippedCatalogTest {

    @Test
    void sellsFourProductsThroughThreeAcquirers() throws IOException {
        var plan = CatalogYaml.parse(new ClassPathResource("catalog.yaml").getContentAsByteArray());

        assertThat(plan.products()).extracting(planned -> planned.product().code().value() + " by " + planned.product().acquirer())
                .containsExactly("cinema by yookassa", "movix by cloudpayments", "channel by robokassa", "mediabot by yookassa");
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

    /** Seed D: price, free operations and top-ups, as long as the settings say nothing else. */
    @Test
    void sellsTheOperationsOfTheMediaBot() throws IOException {
        var plan = CatalogYaml.parse(new ClassPathResource("catalog.yaml").getContentAsByteArray());

        var mediabot = plan.products().getLast();
        var wallet = mediabot.wallet().with(WalletDefaultsTest.defaults(Map.of()));
        assertThat(wallet.freeOperations()).isEqualTo(4);
        assertThat(wallet.operations()).hasSize(7).containsEntry("add_text", new OperationTerms(rub("0.00"), false));
        assertThat(List.of("generate", "edit", "merge", "face_swap", "retouch", "upscale"))
                .allSatisfy(type -> assertThat(wallet.operations()).containsEntry(type, new OperationTerms(rub("10.00"), true)));
        assertThat(wallet.topUps()).isEqualTo(
                new TopUpTerms(rub("10.00"), true, List.of(rub("100.00"), rub("300.00"), rub("500.00"), rub("1000.00"))));
        assertThat(mediabot.tariffs()).isEmpty();
    }

    private static Money rub(String amount) {
        return Money.parse(amount, Currency.RUB);
    }

    private static Product product(CatalogPlan plan, String code) {
        return plan.products().stream().map(CatalogPlan.PlannedProduct::product).filter(product -> product.code().value().equals(code)).findFirst().orElseThrow();
    }
}
