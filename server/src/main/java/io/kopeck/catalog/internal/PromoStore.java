package io.kopeck.catalog.internal;

import static io.kopeck.catalog.internal.db.Tables.PROMO_CODE;
import static io.kopeck.catalog.internal.db.Tables.PROMO_PRODUCT;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.kopeck.catalog.PromoCode;
import io.kopeck.catalog.PromoCode.Benefit;
import io.kopeck.catalog.internal.db.tables.records.PromoCodeRecord;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Record2;
import org.springframework.stereotype.Component;

/** The SQL of promo codes. */
@Component
class PromoStore {

    private static final int CODES_MAX = 10_000;

    private final DSLContext db;

    PromoStore(DSLContext db) {
        this.db = db;
    }

    List<PromoCode> all() {
        var products = db.select(PROMO_PRODUCT.CODE, PROMO_PRODUCT.PRODUCT)
                .from(PROMO_PRODUCT)
                .fetch()
                .stream()
                .collect(groupingBy(Record2::value1, mapping(row -> new ProductCode(row.value2()), toSet())));
        return db.select(PROMO_CODE.CODE, PROMO_CODE.KIND, PROMO_CODE.AMOUNT, PROMO_CODE.CURRENCY, PROMO_CODE.USES_MAX,
                        PROMO_CODE.PER_CUSTOMER, PROMO_CODE.ENDS_AT, PROMO_CODE.ACTIVE)
                .from(PROMO_CODE)
                .orderBy(PROMO_CODE.CODE)
                .limit(CODES_MAX)
                .fetch(row -> fromRow(row, products.getOrDefault(row.value1(), Set.of())));
    }

    /** Writes the code over what there is of it. */
    void put(PromoCode code) {
        var row = toRow(code);
        db.insertInto(PROMO_CODE).set(row).onConflict(PROMO_CODE.CODE).doUpdate().set(row).execute();
        db.deleteFrom(PROMO_PRODUCT).where(PROMO_PRODUCT.CODE.eq(code.code())).execute();
        code.products().forEach(product -> db.insertInto(PROMO_PRODUCT)
                .set(PROMO_PRODUCT.CODE, code.code())
                .set(PROMO_PRODUCT.PRODUCT, product.value())
                .execute());
    }

    private static PromoCode fromRow(Record row, Set<ProductCode> products) {
        return new PromoCode(row.get(PROMO_CODE.CODE), products, benefit(row), row.get(PROMO_CODE.USES_MAX),
                row.get(PROMO_CODE.PER_CUSTOMER), row.get(PROMO_CODE.ENDS_AT), row.get(PROMO_CODE.ACTIVE));
    }

    private static Benefit benefit(Record row) {
        long amount = row.get(PROMO_CODE.AMOUNT);
        return switch (row.get(PROMO_CODE.KIND)) {
            case "percent" -> new Benefit.Percent(Math.toIntExact(amount));
            case "fixed" -> new Benefit.Fixed(new Money(amount, Currency.valueOf(row.get(PROMO_CODE.CURRENCY))));
            case "trial_days" -> new Benefit.TrialDays(Math.toIntExact(amount));
            case String unknown -> throw new IllegalArgumentException("unknown benefit " + unknown);
        };
    }

    private static PromoCodeRecord toRow(PromoCode code) {
        var row = new PromoCodeRecord();
        row.setCode(code.code());
        row.setUsesMax(code.usesMax());
        row.setPerCustomer(code.perCustomer());
        row.setEndsAt(code.endsAt());
        row.setActive(code.active());
        switch (code.benefit()) {
            case Benefit.Percent(var percent) -> setBenefit(row, "percent", percent);
            case Benefit.Fixed(var amount) -> {
                setBenefit(row, "fixed", amount.minor());
                row.setCurrency(amount.currency().name());
            }
            case Benefit.TrialDays(var days) -> setBenefit(row, "trial_days", days);
        }
        return row;
    }

    private static void setBenefit(PromoCodeRecord row, String kind, long amount) {
        row.setKind(kind);
        row.setAmount(amount);
        row.setCurrency(null);
    }
}
