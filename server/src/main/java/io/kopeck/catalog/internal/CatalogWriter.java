package io.kopeck.catalog.internal;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.catalog.CatalogDiff;
import io.kopeck.catalog.NewTariff;
import io.kopeck.catalog.PromoCode;
import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.catalog.internal.CatalogPlan.PlannedTariff;
import io.kopeck.platform.tx.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the stored catalog equal to a plan: one writer at a time, all or nothing, each change in the audit log. */
@Component
public final class CatalogWriter {

    /** The actor of what nobody in particular did. */
    public static final String SYSTEM = "system";

    private static final Logger log = LoggerFactory.getLogger(CatalogWriter.class);

    private final CatalogStore store;
    private final PromoStore promos;
    private final Transactions tx;
    private final AuditLog audit;
    private final Clock clock;

    CatalogWriter(CatalogStore store, PromoStore promos, Transactions tx, AuditLog audit, Clock clock) {
        this.store = store;
        this.promos = promos;
        this.tx = tx;
        this.audit = audit;
        this.clock = clock;
    }

    /** What {@link #apply} would change. */
    public CatalogDiff diff(CatalogPlan plan) {
        return Comparison.of(store.read(), plan).inWords();
    }

    /** Applies the plan and tells what changed. */
    public CatalogDiff apply(CatalogPlan plan, String actor) {
        return applyWhen(_ -> true, plan, actor).orElseThrow();
    }

    /** Applies the plan to an empty catalog; does nothing, and answers empty, when it is not empty (any more). */
    Optional<CatalogDiff> fill(CatalogPlan plan) {
        return applyWhen(Snapshot::isEmpty, plan, SYSTEM);
    }

    /** Adds a tariff behind the product's others; true when it is there now, false when as many are on sale as may be. */
    public boolean add(TariffId id, NewTariff tariff, int onSaleMax, String actor) {
        return change(actor, stored -> {
            if (stored.tariff(id).isPresent() || stored.onSale(tariff.product()).size() >= onSaleMax) {
                return List.of();
            }
            int position = stored.placedTariffs().stream()
                    .filter(placed -> placed.value().product().equals(tariff.product()))
                    .mapToInt(placed -> placed.position() + 1).max().orElse(0);
            return List.of(new Step.AddTariff(tariff.product(), position, new PlannedTariff(id, TariffTerms.of(tariff))));
        }).tariff(id).isPresent();
    }

    /** Takes a tariff off sale; false when there is none. */
    public boolean archive(TariffId id, String actor) {
        return change(actor, stored -> stored.tariff(id).filter(Tariff::active).<List<Step>>map(tariff -> List.of(new Step.Archive(tariff)))
                .orElse(List.of())).tariff(id).isPresent();
    }

    /** Does the steps that the stored catalog needs, and answers the catalog afterwards. */
    private Snapshot change(String actor, Function<Snapshot, List<Step>> needed) {
        requireNoTransaction();
        var now = clock.instant();
        return tx.execute(() -> {
            store.lock();
            var steps = needed.apply(store.read());
            if (!steps.isEmpty()) {
                write(steps, hash(steps), actor, now);
            }
            return store.read();
        });
    }

    private Optional<CatalogDiff> applyWhen(Predicate<Snapshot> condition, CatalogPlan plan, String actor) {
        requireNoTransaction();
        var now = clock.instant();
        return tx.execute(() -> {
            store.lock();
            var stored = store.read();
            if (!condition.test(stored)) {
                return Optional.empty();
            }
            var comparison = Comparison.of(stored, plan);
            if (!comparison.steps().isEmpty()) {
                write(comparison.steps(), plan.hash(), actor, now);
            }
            return Optional.of(comparison.inWords());
        });
    }

    /** Makes or changes one promo code; false when it is like this already. */
    public boolean put(PromoCode code, String actor) {
        requireNoTransaction();
        var now = clock.instant();
        return tx.execute(() -> {
            store.lock();
            var before = store.read().promoCode(code.code()).orElse(null);
            if (code.equals(before)) {
                return false;
            }
            var steps = List.<Step>of(new Step.PutPromo(before, code));
            write(steps, hash(steps), actor, now);
            return true;
        });
    }

    private static void requireNoTransaction() {
        if (Transactions.isActive()) {
            throw new IllegalStateException("the catalog is applied in a transaction of its own");
        }
    }

    /** What stands for the file's hash where there is no file: the SHA-256 of the changes in words. */
    private static String hash(List<Step> steps) {
        try {
            var words = String.join("\n", words(steps));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> words(List<Step> steps) {
        return steps.stream().flatMap(step -> step.words().stream()).toList();
    }

    private void write(List<Step> steps, String hash, String actor, Instant now) {
        for (var step : steps) {
            write(step, now);
            for (var change : step.words()) {
                audit.record(new AuditEntry(
                        now, actor, "catalog.apply", step.subjectKind(), step.subjectId(), null,
                        Map.of("change", change)));
            }
        }
        var changes = words(steps);
        long version = store.recordApplied(hash, actor, changes.size(), now);
        Transactions.afterCommit(() -> logChanges(version, actor, changes));
    }

    private void write(Step step, Instant now) {
        switch (step) {
            case Step.AddAccount(var account) -> store.addAccount(account);
            case Step.ReplaceSettings(var account, _) -> store.replaceSettings(account);
            case Step.AddProduct(var planned, var position) -> store.addProduct(planned, position);
            case Step.ReplaceProduct(var planned, _) -> store.replaceProduct(planned);
            case Step.MakeDefault(_, var product) -> store.makeDefault(product);
            case Step.OrderProducts(var codes) -> store.orderProducts(codes);
            case Step.AddTariff(var product, var position, var tariff) ->
                store.addTariff(tariff.id(), product, position, tariff.terms(), now);
            case Step.AddVersion(var before, var terms) ->
                store.addVersion(before.id(), before.version() + 1, terms, now);
            case Step.Archive(var tariff) -> store.setActive(tariff.id(), false);
            case Step.Restore(var tariff) -> store.setActive(tariff.id(), true);
            case Step.OrderTariffs(_, var ids) -> store.orderTariffs(ids);
            case Step.PutPromo(_, var code) -> promos.put(code);
        }
    }

    private static void logChanges(long version, String actor, List<String> changes) {
        changes.forEach(change -> log.info(
                "event=catalog_changed version={} actor={} change=\"{}\"", version, actor, change.replace('"', '\'')));
    }
}
