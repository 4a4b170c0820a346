package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.robokassa.Invoice.Return;
import io.kopeck.sandbox.robokassa.Invoice.Terms;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens payment links: checks what the merchant signed and makes the invoice the buyer then sees (reference, 2 to 4). */
final class Checkout {

    static final ZoneOffset MOSCOW = ZoneOffset.ofHours(3);
    private static final int DESCRIPTION_MAX = 100;

    private final ShopState state;
    private final Shop shop;
    private final Faults faults;

    Checkout(ShopState state, Shop shop, Faults faults) {
        this.state = state;
        this.shop = shop;
        this.faults = faults;
    }

    /** The signed link. Opened again before it is paid, it shows the same invoice with the terms of the newest link. */
    Invoice open(Params params) {
        boolean test = "1".equals(params.text("IsTest"));
        shop.authenticate(params, Signature.ofPayment(params), test);
        return state.perform(change -> opened(change, terms(change.now(), params, test)));
    }

    /** A link of the Invoice API. */
    Invoice open(String linkId) {
        return state.perform(change -> {
            if (!(state.find(linkId) instanceof PaymentLink link)) {
                throw Refusal.unknownInvoice();
            }
            if (!link.active()) {
                throw Refusal.closed();
            }
            var before = link.reusable() ? null : state.live(link.number());
            if (before != null && before.state() != Invoice.State.CREATED) {
                throw Refusal.linkPaid();
            }
            long number = link.reusable() ? state.ownNumber() : link.number();
            return opened(change, new Terms(number, false, link.sum().decimal(), link.sum(), link.description(), Map.of(), false, false, 0, null,
                    link.culture(), false, null, null, link.success(), link.fail(), null, link.id(), null, false));
        });
    }

    private Invoice opened(Change change, Terms asked) {
        if (asked.expiresAt() != null && !asked.expiresAt().isAfter(change.now())) {
            throw Refusal.outOfTime();
        }
        var before = state.invoice(asked.id());
        boolean renewed = before != null && !before.test();
        if (renewed) {
            checkReopens(before);
            if (before.terms().withoutFaults().equals(asked)) {
                return before;
            }
        } else {
            state.checkRoom();
        }
        var terms = struck(asked);
        return change.put(renewed ? before.reopened(terms)
                : Invoice.opened(terms, before == null ? state.nextSeq() : before.seq(), Ids.opKey(), change.now()));
    }

    private static void checkReopens(Invoice before) {
        switch (before.state()) {
            case HELD, CREDITING, RETURNED, SUSPENDED, PAID -> throw Refusal.numberPaid();
            case CANCELED -> throw Refusal.closed();
            case CREATED -> {
                if (before.terms().previous() != 0) {
                    throw Refusal.badNumber("The number belongs to a recurring payment");
                }
            }
        }
    }

    private Terms terms(Instant now, Params params, boolean test) {
        var sum = params.sum();
        long number = params.number();
        boolean recurring = params.isTrue("Recurring");
        boolean hold = params.isTrue("StepByStep");
        if (recurring && !shop.settings().recurring()) {
            throw Refusal.recurringNotAllowed();
        }
        if (hold && !shop.settings().holding()) {
            throw Refusal.holdingNotAllowed();
        }
        return new Terms(number == 0 ? state.ownNumber() : number, test, params.sumText(), sum, description(params), Map.copyOf(params.shp()),
                recurring, hold, 0, params.text("Email"), culture(params), !recurring && !hold && isSbp(params), receipt(params, sum),
                url(params, "ResultUrl2"), back(params, "SuccessUrl2"), back(params, "FailUrl2"), expiry(params.text("ExpirationDate")), null, null,
                false);
    }

    /** The terms with what a fault has in store for the buyer. */
    private Terms struck(Terms t) {
        var fault = faults.strike(Robokassa.NAME, "create", Set.of(FaultKind.DECLINE, FaultKind.REQUIRES_3DS), () -> subject(t));
        if (fault == null) {
            return t;
        }
        boolean force3ds = fault.kind() == FaultKind.REQUIRES_3DS;
        return new Terms(t.number(), t.test(), t.sumText(), t.sum(), t.description(), t.shp(), t.recurring(), t.hold(), t.previous(), t.email(),
                t.culture(), t.sbp(), t.receipt(), t.resultUrl2(), t.success(), t.fail(), t.expiresAt(), t.link(),
                force3ds ? null : fault.reason() != null ? fault.reason() : "general_decline", force3ds);
    }

    /** The text a fault's {@code match} is looked for in: InvId, the mother's, the Shp_ fields. */
    static String subject(Terms terms) {
        return terms.number() + "\n" + terms.previous() + Params.shpSuffix(terms.shp(), false).replace(':', '\n');
    }

    /** The receipt as it was sent, checked when there is one; demanded when the shop's setting says so. */
    @Nullable String receipt(Params params, Money sum) {
        var receipt = params.text("Receipt");
        if (receipt == null && shop.settings().fiscalization()) {
            throw Refusal.technical("This shop has to send a Receipt with every payment");
        }
        return receipt == null ? null : Receipts.checked(receipt, BigDecimal.valueOf(sum.minor(), 2));
    }

    static @Nullable String description(Params params) {
        var description = params.text("Description");
        if (description != null && description.length() > DESCRIPTION_MAX) {
            throw Refusal.technical("Description is longer than " + DESCRIPTION_MAX + " characters");
        }
        return description;
    }

    private static @Nullable String culture(Params params) {
        var culture = params.text("Culture");
        return culture == null ? null : culture.toLowerCase(Locale.ROOT).startsWith("ru") ? "ru" : "en";
    }

    private static boolean isSbp(Params params) {
        var asked = params.textOr("", "PaymentMethods", "IncCurrLabel");
        return asked.regionMatches(true, 0, "SBP", 0, 3);
    }

    private static @Nullable Return back(Params params, String name) {
        var url = url(params, name);
        if (url == null) {
            return null;
        }
        var method = params.textOr("GET", name + "Method");
        if (!method.equals("GET") && !method.equals("POST")) {
            throw Refusal.technical(name + "Method must be GET or POST");
        }
        return new Return(url, method.equals("POST"));
    }

    static @Nullable String url(Params params, String name) {
        var text = params.text(name);
        if (text == null) {
            return null;
        }
        // Merchants who encode it once more than needed mean the same address.
        var plain = text.contains("://") ? text : Signature.decoded(text);
        try {
            var url = new URI(plain);
            if (url.getHost() != null && Set.of("http", "https").contains(Objects.toString(url.getScheme()))) {
                return plain;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw Refusal.technical(name + " must be an http or https address");
    }

    /** ISO 8601; without an offset it is Moscow's. */
    static @Nullable Instant expiry(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            var read = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return read instanceof OffsetDateTime exact ? exact.toInstant() : LocalDateTime.from(read).toInstant(MOSCOW);
        } catch (DateTimeException e) {
            throw Refusal.technical("ExpirationDate must be an ISO 8601 date and time");
        }
    }
}
