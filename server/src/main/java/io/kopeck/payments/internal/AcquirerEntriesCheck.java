package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.ATTEMPT;
import static io.kopeck.payments.internal.db.Tables.PAYMENT;
import static io.kopeck.payments.internal.db.Tables.PROVIDER_OBJECT;
import static io.kopeck.payments.internal.db.Tables.REFUND;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.kopeck.ledger.Postings;
import io.kopeck.ledger.Postings.Key;
import io.kopeck.ledger.Postings.Posted;
import io.kopeck.platform.verify.AcquirerBookCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares an acquirer's book with payments, refunds and what the ledger says of them. */
@Component
final class AcquirerEntriesCheck implements AcquirerBookCheck {

    private static final int FETCH_SIZE = 1_000;
    private static final List<String> TOOK_MONEY = List.of("succeeded", "surplus");
    private static final List<String> UNDECIDED_ATTEMPT = List.of("sent", "unknown", "pending", "held", "parked");
    private static final List<String> UNDECIDED_REFUND = List.of("due", "sent", "unknown", "pending", "parked");

    private final DSLContext db;
    private final Postings postings;

    AcquirerEntriesCheck(DSLContext db, Postings postings) {
        this.db = db;
        this.postings = postings;
    }

    @Override
    public Comparison compare(Set<String> accounts, List<BookEntry> entries) {
        var known = known(accounts, entries.stream().map(BookEntry::id).toList());
        var posted = postings.find(known.values().stream().map(Known::transferKey).toList());
        var references = entries.stream().map(AcquirerEntriesCheck::reference).flatMap(Optional::stream).distinct().toList();
        var undecidedCharges = undecidedCharges(references);
        var undecidedRefunds = undecidedRefunds(references);
        int agreed = 0;
        var differences = new ArrayList<String>();
        var underWay = new ArrayList<String>();
        for (var entry : entries) {
            var ours = known.get(entry.id());
            boolean open = ours != null
                    ? ours.isUndecided()
                    : entry.kind() == Kind.CHARGE
                            ? reference(entry).map(undecidedCharges::contains).orElse(false)
                            : reference(entry).map(payment -> undecidedRefunds.getOrDefault(payment, List.of())
                                    .contains(entry.amountMinor())).orElse(false);
            if (open) {
                underWay.add(text(entry) + (ours == null ? "" : ": " + ours.text()));
                continue;
            }
            var difference = difference(entry, ours, ours == null ? null : posted.get(ours.transferKey()));
            if (difference == null) {
                agreed++;
            } else {
                differences.add(text(entry) + ": " + difference);
            }
        }
        return new Comparison(agreed, differences, underWay);
    }

    @Override
    public List<Settled> notIn(KnownEntries book, Set<String> accounts, int max) {
        try (var settled = settled(accounts)) {
            return settled.filter(ours -> !book.contains(ours.kind(), ours.id())).limit(max).toList();
        }
    }

    private static @Nullable String difference(BookEntry entry, @Nullable Known ours, @Nullable Posted posted) {
        if (ours == null) {
            return "unknown here";
        }
        if (ours.kind() != entry.kind() || !ours.tookMoney()) {
            return ours.text();
        }
        if (posted == null) {
            return ours.text() + ", but not in the ledger";
        }
        if (posted.amountMinor() != entry.amountMinor() || !posted.currency().equals(entry.currency())) {
            return ours.text() + ", the ledger says " + posted.amountMinor() + " " + posted.currency();
        }
        return null;
    }

    private static String text(BookEntry entry) {
        return (entry.kind() == Kind.CHARGE ? "charge " : "refund ") + entry.id() + " of " + entry.amountMinor() + " " + entry.currency();
    }

    private static Optional<UUID> reference(BookEntry entry) {
        try {
            return Optional.ofNullable(entry.reference()).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Map<String, Known> known(Set<String> accounts, Collection<String> ids) {
        return db.select(PROVIDER_OBJECT.PROVIDER_ID, PROVIDER_OBJECT.CUSTOMER_ID, PROVIDER_OBJECT.PAYMENT_ID, PROVIDER_OBJECT.ATTEMPT,
                        ATTEMPT.STATE, PROVIDER_OBJECT.REFUND_ID, REFUND.STATE)
                .from(PROVIDER_OBJECT)
                .leftJoin(ATTEMPT)
                .on(ATTEMPT.CUSTOMER_ID.eq(PROVIDER_OBJECT.CUSTOMER_ID))
                .and(ATTEMPT.PAYMENT_ID.eq(PROVIDER_OBJECT.PAYMENT_ID))
                .and(ATTEMPT.NUMBER.eq(PROVIDER_OBJECT.ATTEMPT))
                .leftJoin(REFUND)
                .on(REFUND.CUSTOMER_ID.eq(PROVIDER_OBJECT.CUSTOMER_ID))
                .and(REFUND.ID.eq(PROVIDER_OBJECT.REFUND_ID))
                .where(PROVIDER_OBJECT.ACCOUNT.in(accounts))
                .and(PROVIDER_OBJECT.PROVIDER_ID.in(ids))
                .fetch()
                .stream()
                .collect(toMap(
                        row -> row.value1(),
                        row -> new Known(row.value2(), row.value3(), row.value4(), row.value6(),
                                Objects.requireNonNullElse(row.value5() == null ? row.value7() : row.value5(), "missing")),
                        (first, _) -> first));
    }

    /** Those of the payments whose money may have moved without our knowing yet. */
    private Set<UUID> undecidedCharges(Collection<UUID> payments) {
        return db.selectDistinct(PAYMENT.ID)
                .from(PAYMENT)
                .join(ATTEMPT).on(ATTEMPT.CUSTOMER_ID.eq(PAYMENT.CUSTOMER_ID)).and(ATTEMPT.PAYMENT_ID.eq(PAYMENT.ID))
                .where(PAYMENT.ID.in(payments))
                .and(ATTEMPT.STATE.in(UNDECIDED_ATTEMPT))
                .fetchSet(PAYMENT.ID);
    }

    /** The amounts of undecided refunds, by payment. */
    private Map<UUID, List<Long>> undecidedRefunds(Collection<UUID> payments) {
        return db.select(REFUND.PAYMENT_ID, REFUND.AMOUNT_MINOR)
                .from(REFUND)
                .join(PAYMENT).on(PAYMENT.CUSTOMER_ID.eq(REFUND.CUSTOMER_ID)).and(PAYMENT.ID.eq(REFUND.PAYMENT_ID))
                .where(PAYMENT.ID.in(payments))
                .and(REFUND.STATE.in(UNDECIDED_REFUND))
                .fetch()
                .stream()
                .collect(groupingBy(row -> row.value1(), mapping(
                        row -> row.value2(), toList())));
    }

    private Stream<Settled> settled(Set<String> accounts) {
        return db.select(PROVIDER_OBJECT.PROVIDER_ID, PROVIDER_OBJECT.PAYMENT_ID, PROVIDER_OBJECT.REFUND_ID)
                .from(PROVIDER_OBJECT)
                .leftJoin(ATTEMPT)
                .on(ATTEMPT.CUSTOMER_ID.eq(PROVIDER_OBJECT.CUSTOMER_ID))
                .and(ATTEMPT.PAYMENT_ID.eq(PROVIDER_OBJECT.PAYMENT_ID))
                .and(ATTEMPT.NUMBER.eq(PROVIDER_OBJECT.ATTEMPT))
                .leftJoin(REFUND)
                .on(REFUND.CUSTOMER_ID.eq(PROVIDER_OBJECT.CUSTOMER_ID))
                .and(REFUND.ID.eq(PROVIDER_OBJECT.REFUND_ID))
                .where(PROVIDER_OBJECT.ACCOUNT.in(accounts))
                .and(ATTEMPT.STATE.in(TOOK_MONEY).and(ATTEMPT.PROVIDER_PAYMENT_ID.eq(PROVIDER_OBJECT.PROVIDER_ID)).or(REFUND.STATE.eq("succeeded")))
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> row.value3() == null
                        ? new Settled(Kind.CHARGE, row.value1(), "payment " + row.value2() + ", there " + row.value1())
                        : new Settled(Kind.REFUND, row.value1(), "refund " + row.value3() + ", there " + row.value1()));
    }

    /** What we have under an id of the acquirer: an attempt of a payment, or a refund. */
    private record Known(UUID customer, UUID payment, @Nullable Integer attempt, @Nullable UUID refund, String state) {

        Kind kind() {
            return refund == null ? Kind.CHARGE : Kind.REFUND;
        }

        boolean tookMoney() {
            return TOOK_MONEY.contains(state);
        }

        boolean isUndecided() {
            return (refund == null ? UNDECIDED_ATTEMPT : UNDECIDED_REFUND).contains(state);
        }

        Key transferKey() {
            return new Key(customer, refund == null ? "charge:" + payment + ":" + attempt : "refund:" + refund);
        }

        String text() {
            return refund == null ? "attempt " + attempt + " of payment " + payment + " is " + state : "refund " + refund + " is " + state;
        }
    }
}
