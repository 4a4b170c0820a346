package io.kopeck.testing;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.subscriptions.SubscriptionView;
import io.kopeck.subscriptions.Subscriptions;
import io.kopeck.testing.Http.Reply;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One customer's story with one product, {@code cinema} unless said otherwise: what the customer and time do, and exactly what must have
 * followed: status, access, role, events, and the acquirer's book to the kopeck.
 */
public final class Journey {

    private static final Map<String, String> ROLES = Map.of(
            "cinema", "subscriber", "movix", "movix_subscriber", "channel", "channel_member", "gym", "gym_member");

    private final Platform platform;
    private final Customer customer;
    private final EventProbe events;
    private final RawSql sql;
    private final ProductCode product;

    private Journey(Platform platform, String product) {
        this.platform = platform;
        this.product = new ProductCode(product);
        this.customer = Customer.signedUp(platform).of(product);
        this.events = new EventProbe(platform, customer.id());
        this.sql = new RawSql(platform.database());
    }

    /** A customer who has signed up and has done nothing yet. */
    public static Journey begin(Platform platform) {
        return begin(platform, "cinema");
    }

    /** A customer of this product, who has signed up and has done nothing yet. */
    public static Journey begin(Platform platform, String product) {
        return new Journey(platform, product);
    }

    /** A customer who pays for the weekly tariff with this card, and whose first payment has just succeeded. */
    public static Journey subscribed(Platform platform, String card) {
        return subscribed(platform, "cinema", Customer.WEEK, card);
    }

    /** A customer who pays for this tariff with this card, and whose first payment has just succeeded. */
    public static Journey subscribed(Platform platform, String product, String tariff, String card) {
        var journey = begin(platform, product);
        journey.subscribe(tariff, journey.bind(card)).expect(201);
        journey.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        return journey;
    }

    // --- what the customer does --------------------------------------------------------------------------------------

    public Customer customer() {
        return customer;
    }

    public Http api() {
        return customer.api();
    }

    /** Binds a card, and expects exactly what always follows from it. Returns the saved method's id. */
    public String bind(String card) {
        var method = customer.bind(card);
        events.expectExactly("PaymentConfirmationNeeded", "PaymentSucceeded", "MethodSaved", "RefundSucceeded");
        return method;
    }

    public Reply subscribe(String tariff, @Nullable String method) {
        return customer.subscribe(tariff, method);
    }

    public Reply cancel() {
        return customer.cancel();
    }

    /** What cancelling would do. */
    public Reply previewCancel() {
        return api().get(customer.path("cancel-subscription"));
    }

    public Reply previewChange(String tariff) {
        var path = customer.path("change-tariff");
        return api().get(path + (path.contains("?") ? "&" : "?") + "tariff=" + tariff);
    }

    public Reply changeTariff(String tariff) {
        return api().put(customer.path("change-tariff"), Map.of("tariff", tariff));
    }

    public Reply pause(Duration howLong) {
        return api().post(customer.path("pause-subscription"), Map.of("until", platform.now().plus(howLong).toString()));
    }

    public Reply resume() {
        return api().post(customer.path("resume-subscription"), null);
    }

    public Reply payNow() {
        return api().post(customer.path("pay-now"), null);
    }

    public Reply change(String method) {
        return api().put(customer.path("change-payment-method"), Map.of("payment_method_id", method));
    }

    public Reply remove(String method) {
        return api().delete("/api/v1/billing/payment-method/" + method);
    }

    /** Goes on from the acquirer's page to where the browser is sent back, as a client that wants JSON. */
    public Reply follow(String returnUrl) {
        return api().get(returnUrl.replaceFirst("^http://[^/]+", ""));
    }

    /** Confirms or refuses at the bank's page behind this confirmation URL. */
    public Reply atTheBank(String confirmationUrl, boolean confirm) {
        return platform.sandbox().confirm(Customer.lastSegment(confirmationUrl), confirm);
    }

    /** Where the customer confirms the payment under way. */
    public String confirmationUrl() {
        return sql.text("select confirmation_url from payments.payment where customer_id = ? and state = 'pending'", customer.id());
    }

    // --- what happens around -----------------------------------------------------------------------------------------

    public void advance(Duration distance) {
        platform.advance(distance);
    }

    /** Makes the acquirer treat charges of this saved method so, until the faults are cleared. */
    public void fault(String method, String kind, Object... more) {
        var all = new ArrayList<>(Arrays.asList(more));
        all.add("match");
        all.add(token(method));
        platform.sandbox().fault("charge", kind, all.toArray());
    }

    public void clearFaults() {
        platform.sandbox().clearFaults();
    }

    /** The method that the subscription is charged by. */
    public String method() {
        return customer.subscription().expect(200).text("payment_method.id");
    }

    public String token(String method) {
        return sql.text("select token from payments.method where id = ?", UUID.fromString(method));
    }

    // --- what must have followed -------------------------------------------------------------------------------------

    /** Lets everything due be done, then expects this status, access with the role or none, and exactly these events. */
    public void expect(String status, boolean access, String... types) {
        platform.settleDown();
        events.expectExactly(types);
        equal("status", status, customer.status());
        equal("access", access ? "full" : "none", customer.access());
        equal("role", access, hasRole());
    }

    /** As {@link #expect}, for a customer without any subscription. */
    public void expectNoSubscription(String... types) {
        platform.settleDown();
        events.expectExactly(types);
        equal("subscription", 404, customer.subscription().status());
        equal("access", "none", customer.access());
        equal("role", false, hasRole());
    }

    /** Exactly these events since the last look; nothing else is done or asked. */
    public void expectEvents(String... types) {
        events.expectExactly(types);
    }

    private boolean hasRole() {
        var roles = new ArrayList<String>();
        api().get("/api/v1/user/me").expect(200).json().path("roles").forEach(role -> roles.add(role.asString()));
        return roles.contains(ROLES.get(product.value()));
    }

    /**
     * Expects the acquirer's whole book of this customer, such as {@code "charge 99.99"}, in its order, and that our
     * ledger and our payments tell the same.
     */
    public void expectBook(String... lines) {
        var book = book().stream().map(Line::toString).toList();
        equal("the acquirer's book", Arrays.asList(lines), book);
        equal("the ledger", book.stream().sorted().toList(), ledger().stream().sorted().toList());
        var settled = new BigDecimal(sql.text(
                "select coalesce(sum(settled_minor - refunded_minor), 0) from payments.payment where customer_id = ?", customer.id()));
        var net = book().stream().map(Line::signed).reduce(BigDecimal.ZERO, BigDecimal::add).movePointRight(2);
        equal("payments less refunds", 0, settled.compareTo(net));
    }

    /** What the acquirer really moved for this customer, in its order. */
    public List<Line> book() {
        var mine = sql.texts("select id from payments.payment where customer_id = ?", customer.id());
        var lines = new ArrayList<Line>();
        for (JsonNode entry : platform.sandbox().http().get("/control/book?provider=yookassa").expect(200).json().path("entries")) {
            if (mine.contains(entry.path("reference").asString(""))) {
                lines.add(new Line(entry.path("kind").asString(), entry.path("amount").asString(),
                        entry.path("payment_method_id").asString("")));
            }
        }
        return lines;
    }

    private List<String> ledger() {
        return sql.texts("""
                select reason || ' ' || to_char(amount_minor / 100.0, 'FM999990.00')
                from ledger.transfer where customer_id = ?""", customer.id());
    }

    /** The subscription as the code sees it. */
    public SubscriptionView view() {
        return platform.bean(Subscriptions.class).current(new CustomerId(customer.id()), product).orElseThrow();
    }

    /** How many attempts of all payments there have been, by what became of them. */
    public LinkedHashMap<String, Integer> attempts() {
        var counts = new LinkedHashMap<String, Integer>();
        sql.texts("select state from payments.attempt where customer_id = ? order by sent_at", customer.id())
                .forEach(state -> counts.merge(state, 1, Integer::sum));
        return counts;
    }

    private static void equal(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(what + ": expected " + expected + " but it is " + actual);
        }
    }

    /** One line of the acquirer's book. */
    public record Line(String kind, String amount, String methodToken) {

        private BigDecimal signed() {
            var value = new BigDecimal(amount);
            return kind.equals("refund") ? value.negate() : value;
        }

        @Override
        public String toString() {
            return kind + " " + amount;
        }
    }
}
