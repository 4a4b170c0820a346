package io.kopeck.catalog.internal;

import static io.kopeck.catalog.internal.db.Tables.PRODUCT;
import static io.kopeck.catalog.internal.db.Tables.TARIFF;
import static io.kopeck.catalog.internal.db.Tables.TARIFF_VERSION;

import io.kopeck.catalog.CancellationPolicy;
import io.kopeck.catalog.ChangePolicy;
import io.kopeck.catalog.DisputePolicy;
import io.kopeck.catalog.DunningMessage;
import io.kopeck.catalog.DunningPolicy;
import io.kopeck.catalog.FreeOperations;
import io.kopeck.catalog.GrantSpec;
import io.kopeck.catalog.PausePolicy;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.ReceiptTerms;
import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.catalog.internal.db.tables.records.ProductRecord;
import io.kopeck.catalog.internal.db.tables.records.TariffVersionRecord;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Turns the catalog's values into rows and back; a row that is no valid value is an {@link IllegalArgumentException}. */
final class CatalogRows {

    private CatalogRows() {}

    /** All of it but its wallets. */
    static Product productFromRow(Record row, List<GrantSpec> grants, List<DunningMessage> messages) {
        var currency = Currency.valueOf(row.get(PRODUCT.CURRENCY));
        return new Product(
                new ProductCode(row.get(PRODUCT.CODE)),
                row.get(PRODUCT.TITLE),
                ZoneId.of(row.get(PRODUCT.ZONE)),
                currency,
                row.get(PRODUCT.ACCOUNT),
                new Money(row.get(PRODUCT.BINDING_MINOR), currency),
                row.get(PRODUCT.SUBSCRIBE_WITHOUT_METHOD),
                new CancellationPolicy(
                        row.get(PRODUCT.CANCEL_TRIAL_ENDS_AT_ONCE),
                        Duration.ofSeconds(row.get(PRODUCT.CANCEL_FULL_REFUND_SECONDS)),
                        CancellationPolicy.Later.valueOf(row.get(PRODUCT.CANCEL_LATER).toUpperCase(Locale.ROOT))),
                new DunningPolicy(
                        Arrays.stream(row.get(PRODUCT.DUNNING_ATTEMPTS_SECONDS)).map(Duration::ofSeconds).toList(),
                        Duration.ofSeconds(row.get(PRODUCT.DUNNING_WINDOW_SECONDS)),
                        row.get(PRODUCT.DUNNING_KEEPS_ACCESS),
                        row.get(PRODUCT.DUNNING_EXPIRES_WHEN_EXHAUSTED),
                        messages),
                new PausePolicy(row.get(PRODUCT.PAUSE_DAYS_PER_YEAR)),
                change(row.get(PRODUCT.CHANGE_UPGRADE), row.get(PRODUCT.CHANGE_DOWNGRADE)),
                grants,
                new ReceiptTerms(
                        row.get(PRODUCT.RECEIPT_ENABLED),
                        row.get(PRODUCT.RECEIPT_TAX_SYSTEM),
                        row.get(PRODUCT.RECEIPT_VAT_CODE),
                        row.get(PRODUCT.RECEIPT_SUBJECT),
                        row.get(PRODUCT.RECEIPT_MODE)),
                new DisputePolicy(rule(row.get(PRODUCT.DISPUTE_REFUND)), rule(row.get(PRODUCT.DISPUTE_CHARGEBACK))),
                null);
    }

    static ProductRecord toRow(Product product) {
        var row = new ProductRecord();
        row.setCode(product.code().value());
        row.setTitle(product.title());
        row.setZone(product.zone().getId());
        row.setCurrency(product.currency().name());
        row.setAccount(product.acquirer());
        row.setBindingMinor(product.bindingAmount().minor());
        row.setCancelTrialEndsAtOnce(product.cancellation().trialEndsAtOnce());
        row.setCancelFullRefundSeconds(product.cancellation().fullRefundWithin().toSeconds());
        row.setCancelLater(product.cancellation().later().name().toLowerCase(Locale.ROOT));
        row.setDunningAttemptsSeconds(
                product.dunning().attempts().stream().map(Duration::toSeconds).toArray(Long[]::new));
        row.setDunningWindowSeconds(product.dunning().window().toSeconds());
        row.setDunningKeepsAccess(product.dunning().keepsAccess());
        row.setDunningExpiresWhenExhausted(product.dunning().expiresWhenExhausted());
        row.setSubscribeWithoutMethod(product.subscribesWithoutMethod());
        row.setPauseDaysPerYear(product.pause().daysPerYear());
        row.setChangeUpgrade(product.change() == null ? null : product.change().upgrade().wireName());
        row.setChangeDowngrade(product.change() == null ? null : product.change().downgrade().wireName());
        row.setReceiptEnabled(product.receipts().enabled());
        row.setReceiptTaxSystem(product.receipts().taxSystem());
        row.setReceiptVatCode(product.receipts().vatCode());
        row.setReceiptSubject(product.receipts().subject());
        row.setReceiptMode(product.receipts().mode());
        row.setDisputeRefund(wireName(product.disputes().refund()));
        row.setDisputeChargeback(wireName(product.disputes().chargeback()));
        return row;
    }

    private static @Nullable ChangePolicy change(@Nullable String upgrade, @Nullable String downgrade) {
        return upgrade == null || downgrade == null ? null : new ChangePolicy(way(upgrade), way(downgrade));
    }

    private static ChangePolicy.Way way(String name) {
        return ChangePolicy.Way.valueOf(name.toUpperCase(Locale.ROOT));
    }

    static DunningMessage messageFromRow(String occasion, @Nullable Integer failure, String message) {
        return new DunningMessage(
                DunningMessage.Occasion.of(occasion).orElseThrow(() -> new IllegalArgumentException("unknown occasion " + occasion)),
                failure, message);
    }

    private static DisputePolicy.Rule rule(String wireName) {
        return DisputePolicy.Rule.valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    private static String wireName(DisputePolicy.Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT);
    }

    static GrantSpec grantFromRow(String kind, String name) {
        return new GrantSpec(
                GrantSpec.Kind.of(kind).orElseThrow(() -> new IllegalArgumentException("unknown grant " + kind)), name);
    }

    static Tariff tariffFromRow(Record row) {
        return new Tariff(
                new TariffId(row.get(TARIFF.ID)),
                row.get(TARIFF_VERSION.VERSION),
                new ProductCode(row.get(TARIFF.PRODUCT)),
                row.get(TARIFF_VERSION.TITLE),
                row.get(TARIFF_VERSION.DESCRIPTION),
                new Money(row.get(TARIFF_VERSION.PRICE_MINOR), Currency.valueOf(row.get(TARIFF_VERSION.CURRENCY))),
                interval(row.get(TARIFF_VERSION.INTERVAL_UNIT), row.get(TARIFF_VERSION.INTERVAL_COUNT)),
                trial(row.get(TARIFF_VERSION.TRIAL_UNIT), row.get(TARIFF_VERSION.TRIAL_COUNT)),
                freeOperations(row.get(TARIFF_VERSION.FREE_OPERATIONS), row.get(TARIFF_VERSION.FREE_OPERATIONS_CARRY_OVER)),
                row.get(TARIFF.ACTIVE));
    }

    static TariffVersionRecord toRow(TariffTerms terms) {
        var row = new TariffVersionRecord();
        row.setTitle(terms.title());
        row.setDescription(terms.description());
        row.setPriceMinor(terms.price().minor());
        row.setCurrency(terms.price().currency().name());
        row.setIntervalUnit(terms.interval().unit().wireName());
        row.setIntervalCount(terms.interval().count());
        if (terms.trial() != null) {
            row.setTrialUnit(terms.trial().unit().wireName());
            row.setTrialCount(terms.trial().count());
        }
        if (terms.freeOperations() != null) {
            row.setFreeOperations(terms.freeOperations().count());
            row.setFreeOperationsCarryOver(terms.freeOperations().carryOver());
        }
        return row;
    }

    private static BillingInterval interval(String unit, int count) {
        return new BillingInterval(
                BillingInterval.Unit.of(unit).orElseThrow(() -> new IllegalArgumentException("unknown unit " + unit)),
                count);
    }

    private static @Nullable BillingInterval trial(@Nullable String unit, @Nullable Integer count) {
        return unit == null || count == null ? null : interval(unit, count);
    }

    private static @Nullable FreeOperations freeOperations(@Nullable Integer count, @Nullable Boolean carryOver) {
        return count == null || carryOver == null ? null : new FreeOperations(count, carryOver);
    }
}
