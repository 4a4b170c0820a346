package io.kopeck.testing;

import io.kopeck.testing.Http.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A customer who uses the API, and the checkout page where needed. Logs in anew when the token has run out. */
public final class Customer {

    /** Cards of the sandbox, by what they do. */
    public static final String GOOD_CARD = "5555555555554444";

    public static final String OTHER_GOOD_CARD = "4111111111111111";
    public static final String THREE_DS_CARD = "5555555555554477";

    /** The first payment passes, every later charge is declined with insufficient_funds. */
    public static final String FADING_CARD = "5555555555554642";

    public static final String WEEK = "70caff03-069d-4cdc-8d65-656ebceb2bcf";
    public static final String MONTH_WITH_TRIAL = "8fe840f2-0f8b-4a58-8d56-ce26327746c3";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String PASSWORD = "correct horse battery";

    private final Installation platform;
    private final String email;
    private final UUID id;
    private final String query;
    private String token = "";

    private Customer(Installation platform, String email, UUID id, String query) {
        this.platform = platform;
        this.email = email;
        this.id = id;
        this.query = query;
    }

    /** Signs up, confirms and logs in. */
    public static Customer signedUp(Installation platform) {
        var customer = unconfirmed(platform);
        customer.logIn();
        return customer;
    }

    private static Customer unconfirmed(Installation platform) {
        var email = "customer" + COUNT.incrementAndGet() + "@example.com";
        var api = platform.http();
        var signUp = api.post("/api/v1/user/signup", Map.of("email", email, "password", PASSWORD)).expect(201);
        api.post("/api/v1/user/confirm", Map.of("token", signUp.text("confirm_token"))).expect(200);
        return new Customer(platform, email, UUID.fromString(signUp.text("id")), "");
    }

    /** The same customer, who uses this product. */
    public Customer of(String product) {
        var same = new Customer(platform, email, id, "?product=" + product);
        same.token = token;
        return same;
    }

    /** The same customer, who uses another server of the installation. */
    public Customer at(Installation other) {
        var same = new Customer(other, email, id, query);
        same.token = token;
        return same;
    }

    public UUID id() {
        return id;
    }

    public String email() {
        return email;
    }

    void logIn() {
        token = platform.http()
                .post("/api/v1/user/login", Map.of("email", email, "password", PASSWORD))
                .expect(200)
                .text("access_token");
    }

    /** The API with this customer's bearer, made fresh when the old one has expired. */
    public Http api() {
        if (platform.http().with("Authorization", "Bearer " + token).get("/api/v1/user/me").status() == 401) {
            logIn();
        }
        return platform.http().with("Authorization", "Bearer " + token);
    }

    /** Binds a card through the checkout page and returns the saved method's id. */
    public String bind(String card) {
        return bind(payment -> platform.sandbox().pay(payment, card));
    }

    /** Binds what is no card: {@code sbp} or {@code yoo_money}. */
    public String bindBy(String way) {
        return bind(payment -> platform.sandbox().payBy(payment, way));
    }

    private String bind(Function<String, Reply> atCheckout) {
        var begun = api().post(path("payment-method"), null).expect(201);
        var url = begun.text("confirmation_url");
        var paid = atCheckout.apply(lastSegment(url));
        var path = paid.text("return_url").replaceFirst("^http://[^/]+", "");
        var answer = api().get(path).expect(200);
        platform.settleDown();
        return answer.text("id");
    }

    /** Asks to subscribe; every answer is possible. */
    public Reply subscribe(String tariff, @Nullable String method) {
        var body = new LinkedHashMap<String, Object>();
        body.put("tariff", tariff);
        if (method != null) {
            body.put("payment_method", method);
        }
        return api().post(path("subscription"), body);
    }

    public Reply subscription() {
        return api().get(path("subscription"));
    }

    public String status() {
        return subscription().expect(200).text("status");
    }

    /** {@code full} or {@code none}. */
    public String access() {
        return api().get("/api/v1/access/" + id + query).expect(200).text("level");
    }

    public Reply cancel() {
        return api().put(path("cancel-subscription"), null);
    }

    /** The address of a self-service method for the customer's product. */
    public String path(String method) {
        return "/api/v1/billing/" + method + query;
    }

    /** The last part of a URL's path: the acquirer's payment id in a confirmation URL. */
    public static String lastSegment(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
