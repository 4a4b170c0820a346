package io.kopeck.catalog.internal;

import static io.kopeck.catalog.CatalogTexts.WEEK;
import static io.kopeck.catalog.internal.db.Tables.ACQUIRER_ACCOUNT;
import static io.kopeck.catalog.internal.db.Tables.ACQUIRER_SETTING;
import static io.kopeck.catalog.internal.db.Tables.APPLIED;
import static io.kopeck.catalog.internal.db.Tables.PRODUCT;
import static io.kopeck.catalog.internal.db.Tables.PRODUCT_GRANT;
import static io.kopeck.catalog.internal.db.Tables.PRODUCT_MESSAGE;
import static io.kopeck.catalog.internal.db.Tables.PRODUCT_OPERATION;
import static io.kopeck.catalog.internal.db.Tables.PRODUCT_WALLET;
import static io.kopeck.catalog.internal.db.Tables.PROMO_CODE;
import static io.kopeck.catalog.internal.db.Tables.TARIFF;
import static io.kopeck.catalog.internal.db.Tables.TARIFF_VERSION;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.catalog.CatalogNode;
import io.kopeck.catalog.internal.db.tables.records.ProductMessageRecord;
import io.kopeck.catalog.internal.db.tables.records.ProductOperationRecord;
import io.kopeck.catalog.internal.db.tables.records.ProductWalletRecord;
import io.kopeck.catalog.internal.db.tables.records.PromoCodeRecord;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.Query;
import org.jooq.TableField;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The database itself refuses what must never be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CatalogSchemaStoreTest {

    private CatalogNode node;
    private DSLContext db;

    @BeforeAll
    void start() {
        node = CatalogNode.start();
        db = node.db();
    }

    @AfterAll
    void close() {
        node.close();
    }

    @Test
    void versionsAreNeverChangedOrDeleted() {
        refuses(db.update(TARIFF_VERSION).set(TARIFF_VERSION.PRICE_MINOR, 1L), "add the next one");
        refuses(db.deleteFrom(TARIFF_VERSION), "add the next one");
        refuses(db.truncate(TARIFF_VERSION), "add the next one");
    }

    @Test
    void historyOnlyGrows() {
        refuses(db.update(APPLIED).set(APPLIED.ACTOR, "nobody"), "only grows");
        refuses(db.deleteFrom(APPLIED), "only grows");
        refuses(db.truncate(APPLIED), "only grows");
    }

    @Test
    void nothingSoldDisappears() {
        refuses(db.deleteFrom(TARIFF), "archive it");
        refuses(db.deleteFrom(PRODUCT), "nothing sold disappears");
        refuses(db.deleteFrom(ACQUIRER_ACCOUNT), "name it");
        refuses(db.truncate(PRODUCT).cascade(), "nothing sold disappears");
    }

    @Test
    void whatNeverChangesIsFixed() {
        refuses(db.update(TARIFF).set(TARIFF.PRODUCT, "movix"), "a tariff keeps its product");
        refuses(db.update(TARIFF).set(TARIFF.CURRENCY, "USD"), "a tariff keeps its product and its currency");
        refuses(db.update(PRODUCT).set(PRODUCT.CURRENCY, "USD"), "a product keeps its currency");
        refuses(db.update(ACQUIRER_ACCOUNT).set(ACQUIRER_ACCOUNT.PROVIDER, "robokassa"), "unknown to another");
    }

    @Test
    void pricesArePositiveAndInTheCurrencyOfTheProduct() {
        refuses(version(TARIFF_VERSION.PRICE_MINOR, 0L), "price_minor");
        refuses(version(TARIFF_VERSION.PRICE_MINOR, 1_000_000_000_001L), "price_minor");
        refuses(version(TARIFF_VERSION.CURRENCY, "USD"), "foreign key");
        refuses(db.insertInto(TARIFF)
                .set(TARIFF.ID, UUID.randomUUID()).set(TARIFF.PRODUCT, "cinema").set(TARIFF.CURRENCY, "USD")
                .set(TARIFF.POSITION, 9).set(TARIFF.ACTIVE, true), "foreign key");
    }

    @Test
    void periodsAreOfAKnownUnitAndVersionsCountFromOne() {
        refuses(version(TARIFF_VERSION.INTERVAL_UNIT, "fortnight"), "interval_unit");
        refuses(version(TARIFF_VERSION.INTERVAL_COUNT, 0), "interval_count");
        refuses(version(TARIFF_VERSION.TRIAL_UNIT, "week"), "check");
        refuses(version(TARIFF_VERSION.VERSION, 0), "version");
        refuses(version(TARIFF_VERSION.VERSION, 1), "duplicate key");
        refuses(version(TARIFF_VERSION.TITLE, ""), "title");
    }

    @Test
    void policiesAreWithinTheirBounds() {
        refuses(product(PRODUCT.DUNNING_ATTEMPTS_SECONDS, new Long[] {}), "check");
        refuses(product(PRODUCT.DUNNING_ATTEMPTS_SECONDS, new Long[] {60L, 120L}), "check");
        refuses(product(PRODUCT.DUNNING_ATTEMPTS_SECONDS, new Long[] {0L, null}), "check");
        refuses(product(PRODUCT.DUNNING_WINDOW_SECONDS, 86_400L), "check");
        refuses(product(PRODUCT.CANCEL_FULL_REFUND_SECONDS, -1L), "cancel_full_refund_seconds");
        refuses(product(PRODUCT.CANCEL_LATER, "never"), "cancel_later");
        refuses(product(PRODUCT.BINDING_MINOR, 0L), "binding_minor");
        refuses(product(PRODUCT.PAUSE_DAYS_PER_YEAR, -1), "product_pause_days");
        refuses(product(PRODUCT.PAUSE_DAYS_PER_YEAR, 367), "product_pause_days");
        refuses(db.update(PRODUCT).set(PRODUCT.CHANGE_UPGRADE, "sometime").set(PRODUCT.CHANGE_DOWNGRADE, "at_period_end"),
                "product_change_upgrade");
        refuses(db.update(PRODUCT).set(PRODUCT.CHANGE_UPGRADE, "at_period_end").set(PRODUCT.CHANGE_DOWNGRADE, "sometime"),
                "product_change_downgrade");
        refuses(product(PRODUCT.CHANGE_UPGRADE, "now_prorated"), "product_change_both_or_none");
        refuses(product(PRODUCT.RECEIPT_VAT_CODE, 13), "receipt_vat_code");
        refuses(product(PRODUCT.RECEIPT_MODE, "barter"), "receipt_mode");
        refuses(product(PRODUCT.ACCOUNT, "nothing"), "foreign key");
        refuses(db.insertInto(PRODUCT_GRANT)
                .set(PRODUCT_GRANT.PRODUCT, "cinema").set(PRODUCT_GRANT.POSITION, 5)
                .set(PRODUCT_GRANT.KIND, "role").set(PRODUCT_GRANT.NAME, "subscriber"), "duplicate key");
    }

    @Test
    void messagesOfDunningNameTheirMoment() {
        refuses(message("failure", null, "renewal_failed"), "product_message_counts_failures");
        refuses(message("removed", 3, "renewal_removed"), "product_message_counts_failures");
        refuses(message("failure", 0, "renewal_failed"), "product_message_failure");
        refuses(message("never", null, "renewal_failed"), "product_message_occasion");
        refuses(message("removed", null, "Renewal removed"), "product_message_name");
        refuses(message("removed", null, "renewal_removed").set(PRODUCT_MESSAGE.POSITION, -1), "product_message_position");
        message("renewed", null, "renewal_succeeded").execute();
        refuses(message("renewed", null, "again").set(PRODUCT_MESSAGE.POSITION, 1), "product_message_once");
    }

    private InsertSetMoreStep<ProductMessageRecord> message(String occasion, @Nullable Integer failure, String name) {
        return db.insertInto(PRODUCT_MESSAGE)
                .set(PRODUCT_MESSAGE.PRODUCT, "cinema")
                .set(PRODUCT_MESSAGE.POSITION, 0)
                .set(PRODUCT_MESSAGE.OCCASION, occasion)
                .set(PRODUCT_MESSAGE.FAILURE, failure)
                .set(PRODUCT_MESSAGE.MESSAGE, name);
    }

    @Test
    void promoCodesAreWithinTheirBounds() {
        refuses(promo("spring", "percent", 10, null), "promo_code_form");
        refuses(promo("SPRING", "gift", 10, null), "promo_code_kind");
        refuses(promo("SPRING", "percent", 100, null), "promo_code_amount");
        refuses(promo("SPRING", "trial_days", 367, null), "promo_code_amount");
        refuses(promo("SPRING", "fixed", 0, "RUB"), "promo_code_amount");
        refuses(promo("SPRING", "fixed", 10, null), "promo_code_money_has_currency");
        refuses(promo("SPRING", "percent", 10, "RUB"), "promo_code_money_has_currency");
        refuses(promo("SPRING", "fixed", 10, "rub"), "promo_code_currency");
        refuses(promo("SPRING", "percent", 10, null).set(PROMO_CODE.USES_MAX, 0), "promo_code_uses");
        refuses(promo("SPRING", "percent", 10, null).set(PROMO_CODE.PER_CUSTOMER, 0), "promo_code_per_customer");
        refuses(db.deleteFrom(PROMO_CODE), "archive it");
    }

    @Test
    void walletsAreWithinTheirBoundsAndKept() {
        refuses(wallet().set(PRODUCT_WALLET.FREE_OPERATIONS, 1001), "product_wallet_free_operations");
        refuses(wallet().set(PRODUCT_WALLET.PRICE_MINOR, 0L), "product_wallet_price");
        refuses(wallet().set(PRODUCT_WALLET.TOP_UP_MIN_MINOR, 0L), "product_wallet_top_up_min");
        refuses(wallet().set(PRODUCT_WALLET.TOP_UP_OFFER_MINORS, new Long[] {999L}), "product_wallet_offers_reach_min");
        refuses(wallet().set(PRODUCT_WALLET.TOP_UP_OFFER_MINORS, new Long[] {null}), "product_wallet_offers_known");
        refuses(wallet().set(PRODUCT_WALLET.TOP_UP_OFFER_MINORS, Collections.nCopies(11, 1000L).toArray(Long[]::new)),
                "product_wallet_offers_number");
        refuses(operation("edit"), "foreign key");
        wallet().execute();
        refuses(operation("Edit"), "product_operation_type");
        refuses(operation("edit").set(PRODUCT_OPERATION.POSITION, -1), "product_operation_position");
        refuses(operation("edit").set(PRODUCT_OPERATION.PRICE_MINOR, 0L), "product_operation_price");
        refuses(operation("edit").set(PRODUCT_OPERATION.BILLED, false).set(PRODUCT_OPERATION.PRICE_MINOR, 1L),
                "product_operation_unbilled_has_no_price");
        operation("edit").execute();
        refuses(operation("edit"), "duplicate key");
        refuses(db.deleteFrom(PRODUCT_WALLET), "customers may have money in their wallets");
        refuses(db.truncate(PRODUCT_WALLET).cascade(), "customers may have money in their wallets");
    }

    @Test
    void freeOperationsOfATariffSayWhetherTheyStay() {
        refuses(version(TARIFF_VERSION.FREE_OPERATIONS, 0), "tariff_version_free_operations");
        refuses(version(TARIFF_VERSION.FREE_OPERATIONS, 100_001), "tariff_version_free_operations");
        refuses(version(TARIFF_VERSION.FREE_OPERATIONS, 1), "tariff_version_free_operations_both_or_none");
        refuses(version(TARIFF_VERSION.FREE_OPERATIONS_CARRY_OVER, true), "tariff_version_free_operations_both_or_none");
    }

    private InsertSetMoreStep<ProductWalletRecord> wallet() {
        return db.insertInto(PRODUCT_WALLET)
                .set(PRODUCT_WALLET.PRODUCT, "cinema")
                .set(PRODUCT_WALLET.TOP_UP_MIN_MINOR, 1000L)
                .set(PRODUCT_WALLET.TOP_UP_WHOLE, true)
                .set(PRODUCT_WALLET.TOP_UP_OFFER_MINORS, new Long[] {1000L});
    }

    private InsertSetMoreStep<ProductOperationRecord> operation(String type) {
        return db.insertInto(PRODUCT_OPERATION)
                .set(PRODUCT_OPERATION.PRODUCT, "cinema")
                .set(PRODUCT_OPERATION.TYPE, type)
                .set(PRODUCT_OPERATION.POSITION, 0)
                .set(PRODUCT_OPERATION.BILLED, true);
    }

    private InsertSetMoreStep<PromoCodeRecord> promo(String code, String kind, long amount, @Nullable String currency) {
        return db.insertInto(PROMO_CODE)
                .set(PROMO_CODE.CODE, code)
                .set(PROMO_CODE.KIND, kind)
                .set(PROMO_CODE.AMOUNT, amount)
                .set(PROMO_CODE.CURRENCY, currency)
                .set(PROMO_CODE.PER_CUSTOMER, 1)
                .set(PROMO_CODE.ACTIVE, true);
    }

    @Test
    void namesAreSlugsAndSettingsNameVariables() {
        refuses(db.insertInto(ACQUIRER_ACCOUNT)
                .set(ACQUIRER_ACCOUNT.NAME, "Shop 1").set(ACQUIRER_ACCOUNT.PROVIDER, "yookassa"), "name");
        refuses(db.insertInto(ACQUIRER_SETTING)
                .set(ACQUIRER_SETTING.ACCOUNT, "yookassa").set(ACQUIRER_SETTING.NAME, "password")
                .set(ACQUIRER_SETTING.VARIABLE, "live_abc"), "variable");
    }

    @Test
    void onlyOneProductIsTheDefault() {
        refuses(db.insertInto(PRODUCT).select(db.select(
                        PRODUCT.CODE.concat("2"), PRODUCT.POSITION, PRODUCT.IS_DEFAULT, PRODUCT.TITLE, PRODUCT.ZONE,
                        PRODUCT.CURRENCY, PRODUCT.ACCOUNT, PRODUCT.BINDING_MINOR, PRODUCT.CANCEL_TRIAL_ENDS_AT_ONCE,
                        PRODUCT.CANCEL_FULL_REFUND_SECONDS, PRODUCT.CANCEL_LATER, PRODUCT.DUNNING_ATTEMPTS_SECONDS,
                        PRODUCT.DUNNING_WINDOW_SECONDS, PRODUCT.DUNNING_KEEPS_ACCESS,
                        PRODUCT.DUNNING_EXPIRES_WHEN_EXHAUSTED, PRODUCT.RECEIPT_ENABLED, PRODUCT.RECEIPT_TAX_SYSTEM,
                        PRODUCT.RECEIPT_VAT_CODE, PRODUCT.RECEIPT_SUBJECT, PRODUCT.RECEIPT_MODE,
                        PRODUCT.SUBSCRIBE_WITHOUT_METHOD, PRODUCT.PAUSE_DAYS_PER_YEAR, PRODUCT.CHANGE_UPGRADE, PRODUCT.CHANGE_DOWNGRADE,
                        PRODUCT.DISPUTE_REFUND, PRODUCT.DISPUTE_CHARGEBACK)
                .from(PRODUCT)), "product_one_default");
    }

    /** A second version of the weekly tariff with one value other than it should be. */
    private <T> Query version(TableField<?, T> field, T value) {
        return db.insertInto(TARIFF_VERSION)
                .set(TARIFF_VERSION.TARIFF_ID, WEEK.value())
                .set(TARIFF_VERSION.VERSION, 2)
                .set(TARIFF_VERSION.TITLE, "Неделя")
                .set(TARIFF_VERSION.DESCRIPTION, "")
                .set(TARIFF_VERSION.PRICE_MINOR, 100L)
                .set(TARIFF_VERSION.CURRENCY, "RUB")
                .set(TARIFF_VERSION.INTERVAL_UNIT, "week")
                .set(TARIFF_VERSION.INTERVAL_COUNT, 1)
                .set(TARIFF_VERSION.CREATED_AT, Instant.EPOCH)
                .set(field, value);
    }

    private <T> Query product(TableField<?, T> field, T value) {
        return db.update(PRODUCT).set(field, value);
    }

    private static void refuses(Query query, String because) {
        assertThatThrownBy(query::execute).isInstanceOf(DataAccessException.class).hasMessageContaining(because);
    }
}
