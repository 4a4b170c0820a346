package io.kopeck.catalog.internal;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.catalog.CatalogDiff;
import io.kopeck.catalog.PromoCode;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private Optional<CatalogDiff> applyWhen(Predicate<Snapshot> condition, CatalogPlan plan, String actor) {
        if (Transactions.isActive()) {
            throw new IllegalStateException("the catalog is applied in a transaction of its own");
        }
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
        if (Transactions.isActive()) {
            throw new IllegalStateException("the catalog is changed in a transaction of its own");
        }
        var now = clock.instant();
        return tx.execute(() -> {
            store.lock();
            var before = store.read().promoCode(code.code()).orElse(null);
            if (code.equals(before)) {
                return false;
            }
            write(List.of(new Step.PutPromo(before, code)), HexFormat.of().formatHex(new byte[32]), actor, now);
            return true;
        });
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
        var changes = steps.stream().flatMap(step -> step.words().stream()).toList();
        long version = store.recordApplied(hash, actor, changes.size(), now);
        Transactions.afterCommit(() -> logChanges(version, actor, changes));
    }

    private void write(Step step, Instant now) {
        switch (step) {
            case Step.AddAccount(var account) -> store.addAccount(account);
            case Step.ReplaceSettings(var account, _) -> store.replaceSettings(account);
            case Step.AddProduct(var product, var position) -> store.addProduct(product, position);
            case Step.ReplaceProduct(var product, _) -> store.replaceProduct(product);
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
