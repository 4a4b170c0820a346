package io.kopeck.edge;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Platform;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One caller of each kind on a platform: two customers who own things, somebody unconfirmed, staff of each role, and a
 * key of each scope.
 */
final class People {

    static final String PASSWORD = "correct horse battery";
    static final List<String> STAFF = List.of("support", "finance");
    static final List<String> SCOPES = List.of("read", "access", "wallet", "payments", "captures", "refunds", "plans", "events");

    private final Platform platform;
    private final Map<String, String> bearers = new LinkedHashMap<>();
    private final Map<String, String> emails = new LinkedHashMap<>();
    private final Map<String, UUID> ids = new LinkedHashMap<>();
    private final Map<String, Belongings> belongings = new LinkedHashMap<>();
    private final String expiredToken;
    private final String hold;

    /** What a customer owns. */
    record Belongings(String method, String payment, String refund, String session, String subscription, String returnKey) {}

    People(Platform platform) {
        this.platform = platform;
        signUp("unconfirmed", false);
        for (var name : List.of("customer", "other", "newcomer", "support", "finance")) {
            signUp(name, true);
        }
        emails.put("superuser", "root@kopeck.test");
        expiredToken = logIn("customer", PASSWORD);
        platform.advance(Duration.ofMinutes(20));
        logInAll();
        for (var role : STAFF) {
            as("superuser").put("/api/v1/user/users/" + ids.get(role) + "/roles", Map.of("roles", List.of(role))).expect(200);
        }
        logInAll(); // a role appears in the tokens made after it was given
        for (var scope : SCOPES) {
            bearers.put("key:" + scope, as("superuser")
                    .post("/api/v1/user/api-keys", Map.of("name", "of " + scope, "scopes", List.of(scope))).expect(201).text("key"));
        }
        belongings.put("customer", own("customer", Customer.WEEK));
        belongings.put("other", own("other", Customer.MONTH_WITH_TRIAL));
        platform.settleDown();
        as("key:wallet").put("/api/v1/wallet/users/1", null).expect(201);
        hold = as("key:wallet").post("/api/v1/wallet/holds", Map.of("telegram_id", 1, "type", "generate", "task_id", "held")).expect(201).text("operation_id");
    }

    /** Fresh tokens for everybody who has a password. */
    void logInAll() {
        emails.keySet().forEach(name -> bearers.put(name, logIn(name, name.equals("superuser") ? "root-password-1" : PASSWORD)));
    }

    Http as(String name) {
        return name.equals("anonymous") ? platform.http() : platform.http().with("Authorization", "Bearer " + bearer(name));
    }

    /** The credential; empty for nobody. */
    String bearer(String name) {
        return bearers.getOrDefault(name, "");
    }

    UUID id(String name) {
        return ids.get(name);
    }

    String email(String name) {
        return emails.get(name);
    }

    Belongings of(String name) {
        return belongings.get(name);
    }

    /** An operation that a bot holds. */
    String hold() {
        return hold;
    }

    String expiredToken() {
        return expiredToken;
    }

    String logIn(String name, String password) {
        return platform.http().post("/api/v1/user/login", Map.of("email", emails.get(name), "password", password))
                .expect(200).text("access_token");
    }

    private void signUp(String name, boolean confirmed) {
        var email = name + "-" + UUID.randomUUID() + "@edge.test";
        var signedUp = platform.http().post("/api/v1/user/signup", Map.of("email", email, "password", PASSWORD)).expect(201);
        if (confirmed) {
            platform.http().post("/api/v1/user/confirm", Map.of("token", signedUp.text("confirm_token"))).expect(200);
        }
        emails.put(name, email);
        ids.put(name, UUID.fromString(signedUp.text("id")));
    }

    private Belongings own(String name, String tariff) {
        var path = bind(as(name), Customer.GOOD_CARD);
        var method = as(name).get(path).expect(200).text("id");
        platform.settleDown();
        var subscription = as(name).post("/api/v1/billing/subscription", Map.of("tariff", tariff, "payment_method", method)).expect(201);
        platform.settleDown();
        var session = as(name).get("/api/v1/user/sessions").expect(200).text("results.0.id");
        return new Belongings(method, paymentOf(name), refundOf(name), session, subscription.text("id"), path.substring(path.lastIndexOf('/') + 1));
    }

    /** Pays for a binding on the checkout page and returns the path that the browser comes back to. */
    private String bind(Http api, String card) {
        Reply begun = api.post("/api/v1/billing/payment-method", null).expect(201);
        var paid = platform.sandbox().pay(Customer.lastSegment(begun.text("confirmation_url")), card);
        return paid.text("return_url").replaceFirst("^http://[^/]+", "");
    }

    /** The check of the card was returned. */
    private String refundOf(String name) {
        return Sql.text(platform, "select id::text from payments.refund where customer_id = '" + ids.get(name) + "' order by created_at limit 1");
    }

    private String paymentOf(String name) {
        return Sql.text(platform, "select id::text from payments.payment where customer_id = '" + ids.get(name) + "' order by created_at limit 1");
    }
}
