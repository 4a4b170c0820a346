package io.kopeck.catalog.internal;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.PromoCode;
import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.catalog.internal.CatalogPlan.PlannedProduct;
import io.kopeck.catalog.internal.CatalogPlan.PlannedTariff;
import io.kopeck.kernel.ProductCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One write on the way from the stored catalog to a planned one. */
sealed interface Step {

    /** What it changes, one line each. */
    List<String> words();

    /** The kind of thing it is done to, for the audit log. */
    String subjectKind();

    /** The id of that thing; accounts and products, which have names, get one made of it (a UUID of version 3). */
    UUID subjectId();

    record AddAccount(AcquirerAccount account) implements Step {

        @Override
        public List<String> words() {
            return List.of("account " + account.name() + ": new, at " + account.provider());
        }

        @Override
        public String subjectKind() {
            return "acquirer_account";
        }

        @Override
        public UUID subjectId() {
            return named("acquirer_account", account.name());
        }
    }

    record ReplaceSettings(AcquirerAccount account, List<String> differences) implements Step {

        @Override
        public List<String> words() {
            return differences.stream().map(text -> "account " + account.name() + ": " + text).toList();
        }

        @Override
        public String subjectKind() {
            return "acquirer_account";
        }

        @Override
        public UUID subjectId() {
            return named("acquirer_account", account.name());
        }
    }

    /** A step about a product. */
    sealed interface OfProduct extends Step {

        ProductCode code();

        @Override
        default String subjectKind() {
            return "product";
        }

        @Override
        default UUID subjectId() {
            return named("product", code().value());
        }
    }

    record AddProduct(PlannedProduct planned, int position) implements OfProduct {

        @Override
        public ProductCode code() {
            return planned.product().code();
        }

        @Override
        public List<String> words() {
            var product = planned.product();
            var first = "new, in " + product.currency() + ", paid through account " + product.acquirer();
            return Stream.concat(Stream.of(first), Words.differences(null, planned.wallet()).stream())
                    .map(text -> "product " + code() + ": " + text)
                    .toList();
        }
    }

    record ReplaceProduct(PlannedProduct planned, List<String> differences) implements OfProduct {

        @Override
        public ProductCode code() {
            return planned.product().code();
        }

        @Override
        public List<String> words() {
            return differences.stream().map(text -> "product " + code() + ": " + text).toList();
        }
    }

    record MakeDefault(@Nullable ProductCode before, ProductCode code) implements OfProduct {

        @Override
        public List<String> words() {
            return List.of("default product: " + (before == null ? "" : before + " -> ") + code);
        }
    }

    record OrderProducts(List<ProductCode> codes) implements OfProduct {

        @Override
        public ProductCode code() {
            return codes.getFirst();
        }

        @Override
        public List<String> words() {
            return List.of("products: now in the order " + list(codes));
        }
    }

    record OrderTariffs(ProductCode code, List<TariffId> ids) implements OfProduct {

        @Override
        public List<String> words() {
            return List.of("product " + code + ": tariffs now in the order " + list(ids));
        }
    }

    /** A step about a tariff. */
    sealed interface OfTariff extends Step {

        TariffId id();

        @Override
        default String subjectKind() {
            return "tariff";
        }

        @Override
        default UUID subjectId() {
            return id().value();
        }
    }

    record AddTariff(ProductCode product, int position, PlannedTariff tariff) implements OfTariff {

        @Override
        public TariffId id() {
            return tariff.id();
        }

        @Override
        public List<String> words() {
            var terms = tariff.terms();
            return List.of("tariff " + id() + ": new in " + product + ", " + Words.quoted(terms.title()) + ", "
                    + terms.price() + " per " + Words.interval(terms.interval())
                    + (terms.trial() == null ? "" : ", trial " + Words.interval(terms.trial()))
                    + (terms.freeOperations() == null ? "" : ", free operations " + Words.freeOperations(terms.freeOperations())));
        }
    }

    record AddVersion(Tariff before, TariffTerms terms) implements OfTariff {

        @Override
        public TariffId id() {
            return before.id();
        }

        @Override
        public List<String> words() {
            return List.of("tariff " + id() + ": " + Words.differences(TariffTerms.of(before), terms)
                    + ", new version " + (before.version() + 1) + "; existing subscriptions keep " + kept());
        }

        private String kept() {
            if (before.version() > 1) {
                return "what they were sold";
            }
            return before.price().equals(terms.price()) ? "version 1" : before.price().decimal();
        }
    }

    record Archive(Tariff tariff) implements OfTariff {

        @Override
        public TariffId id() {
            return tariff.id();
        }

        @Override
        public List<String> words() {
            return List.of("tariff " + id() + ": " + Words.quoted(tariff.title())
                    + " archived; not sold any more, existing subscriptions go on");
        }
    }

    record Restore(Tariff tariff) implements OfTariff {

        @Override
        public TariffId id() {
            return tariff.id();
        }

        @Override
        public List<String> words() {
            return List.of("tariff " + id() + ": " + Words.quoted(tariff.title()) + " sold again");
        }
    }

    /** {@code before} is null for a new one. */
    record PutPromo(@Nullable PromoCode before, PromoCode code) implements Step {

        @Override
        public String subjectKind() {
            return "promo_code";
        }

        @Override
        public UUID subjectId() {
            return named("promo_code", code.code());
        }

        @Override
        public List<String> words() {
            var name = "promo code " + code.code() + ": ";
            return before == null
                    ? List.of(name + "new, " + Words.described(code))
                    : List.of(name + Words.described(before) + " -> " + Words.described(code));
        }
    }

    private static UUID named(String kind, String name) {
        return UUID.nameUUIDFromBytes((kind + ":" + name).getBytes(StandardCharsets.UTF_8));
    }

    private static String list(List<?> items) {
        return items.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
