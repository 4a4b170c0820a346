package io.kopeck.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.edge.ApiDocument.Operation;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Platform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may call what: every operation of the OpenAPI document with every kind of caller, and other people's things. An
 * operation that is new needs a line in the table here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RightsTest {

    /**
     * The answer to a request that is right but for ids that the caller does not own, or for a body without fields. Keys
     * all get the first status, those of the named scopes another one.
     */
    private static final String TABLE = """
            operation                                              nobody unconfirmed customer support finance superuser keys
            GET    /.well-known/jwks.json                          200    200         200      200     200     200       200
            GET    /api/v1/access/{customer}                       401    404         404      200     200     200       404 read,access,payments,captures,refunds=200
            GET    /api/v1/billing/approve-payment-method/{key}    404    404         404      404     404     404       404
            GET    /api/v1/billing/approve-payment/{key}           404    404         404      404     404     404       404
            GET    /api/v1/billing/cancel-subscription             401    404         404      404     404     404       403
            PUT    /api/v1/billing/cancel-subscription             401    404         404      404     404     404       403
            PUT    /api/v1/billing/change-payment-method           401    404         404      404     404     404       403
            GET    /api/v1/billing/change-tariff                   401    400         400      400     400     400       403
            PUT    /api/v1/billing/change-tariff                   401    403         404      404     404     404       403
            POST   /api/v1/billing/pause-subscription              401    404         404      404     404     404       403
            POST   /api/v1/billing/pay-now                         401    403         404      404     404     404       403
            GET    /api/v1/billing/payment-method                  401    200         200      200     200     200       403
            POST   /api/v1/billing/payment-method                  401    403         201      201     201     201       403
            DELETE /api/v1/billing/payment-method/{id}             401    404         404      404     404     404       403
            POST   /api/v1/billing/resume-subscription             401    404         404      404     404     404       403
            GET    /api/v1/billing/subscription                    401    404         404      404     404     404       403
            POST   /api/v1/billing/subscription                    401    403         404      404     404     404       403
            GET    /api/v1/billing/tariffs                         200    200         200      200     200     200       200
            GET    /api/v1/disputes                                401    403         403      200     200     200       403 read,payments,captures,refunds=200
            GET    /api/v1/payments                                401    403         403      200     200     200       403 read,payments,captures,refunds=200
            POST   /api/v1/payments/check                          401    404         404      200     200     200       404 read,payments,captures,refunds=200
            POST   /api/v1/payments/confirm                        401    403         403      403     400     400       403 captures,wallet=400
            POST   /api/v1/payments/payment                        401    400         400      400     400     400       400
            POST   /api/v1/payments/refund                         401    403         403      400     400     400       403 refunds=400
            GET    /api/v1/payments/subscription/{id}              401    404         404      200     200     200       404 read,payments,captures,refunds=200
            GET    /api/v1/payments/{id}                           401    404         404      200     200     200       404 read,payments,captures,refunds=200
            GET    /api/v1/payments/{id}/receipts                  401    404         404      200     200     200       404 read,payments,captures,refunds=200
            GET    /api/v1/payments/{id}/refunds                   401    404         404      200     200     200       404 read,payments,captures,refunds=200
            POST   /api/v1/payments/{id}/resolve                   401    403         403      403     400     400       403
            GET    /api/v1/receipts                                401    403         403      200     200     200       403 read,payments,captures,refunds=200
            POST   /api/v1/receipts/{id}/send-again                401    403         403      403     400     400       403
            GET    /api/v1/refunds                                 401    403         403      200     200     200       403 read,payments,captures,refunds=200
            GET    /api/v1/refunds/{id}                            401    404         404      200     200     200       404 read,payments,captures,refunds=200
            POST   /api/v1/refunds/{id}/resolve                    401    403         403      403     400     400       403
            GET    /api/v1/subscriptions                           401    200         200      200     200     200       403 read,payments,captures,refunds=200
            GET    /api/v1/subscriptions/plans                     401    200         200      200     200     200       200
            POST   /api/v1/subscriptions/plans/new                 401    403         403      403     403     400       403 plans=400
            DELETE /api/v1/subscriptions/plans/{id}                401    403         403      403     403     404       403 plans=404
            GET    /api/v1/subscriptions/plans/{id}                401    200         200      200     200     200       200
            POST   /api/v1/subscriptions/subscribe                 401    403         403      403     403     409       403 payments=409
            POST   /api/v1/subscriptions/unsubscribe               401    400         400      400     400     400       400
            GET    /api/v1/subscriptions/{id}                      401    404         404      200     200     200       404 read,payments,captures,refunds=200
            GET    /api/v1/subscriptions/{id}/payments             401    404         404      200     200     200       404 read,payments,captures,refunds=200
            GET    /api/v1/user/api-keys                           401    403         403      403     403     200       403
            POST   /api/v1/user/api-keys                           401    403         403      403     403     400       403
            DELETE /api/v1/user/api-keys/{id}                      401    403         403      403     403     404       403
            POST   /api/v1/user/confirm                            400    400         400      400     400     400       400
            POST   /api/v1/user/confirm/resend                     401    202         202      202     202     202       403
            POST   /api/v1/user/login                              400    400         400      400     400     400       400
            POST   /api/v1/user/logout                             401    204         204      204     204     204       204
            GET    /api/v1/user/me                                 401    200         200      200     200     200       403
            POST   /api/v1/user/password/change                    401    403         403      403     403     403       403
            POST   /api/v1/user/password/forgot                    400    400         400      400     400     400       400
            POST   /api/v1/user/password/reset                     400    400         400      400     400     400       400
            POST   /api/v1/user/refresh                            400    400         400      400     400     400       400
            GET    /api/v1/user/roles                              401    403         403      403     403     200       403
            POST   /api/v1/user/roles                              401    403         403      403     403     400       403
            GET    /api/v1/user/sessions                           401    200         200      200     200     200       403
            DELETE /api/v1/user/sessions/{id}                      401    404         404      404     404     404       403
            POST   /api/v1/user/signup                             400    400         400      400     400     400       400
            GET    /api/v1/user/users                              401    403         403      403     403     200       403
            PUT    /api/v1/user/users/{id}/roles                   401    403         403      403     403     404       403
            GET    /api/v1/wallet                                  401    200         200      200     200     200       403
            DELETE /api/v1/wallet/auto-top-up                      401    204         204      204     204     204       403
            GET    /api/v1/wallet/auto-top-up                      401    404         404      404     404     404       403
            PUT    /api/v1/wallet/auto-top-up                      401    403         400      400     400     400       403
            POST   /api/v1/wallet/holds                            401    403         403      403     403     400       403 wallet=400
            POST   /api/v1/wallet/holds/{id}/capture               401    403         403      403     404     404       403 captures,wallet=404
            POST   /api/v1/wallet/holds/{id}/release               401    403         403      403     404     404       403 captures,wallet=404
            PUT    /api/v1/wallet/limits                           401    200         200      200     200     200       403
            GET    /api/v1/wallet/operations                       401    200         200      200     200     200       403
            POST   /api/v1/wallet/operations                       401    403         403      403     403     400       403 wallet=400
            POST   /api/v1/wallet/operations/batch                 401    403         403      403     403     400       403 wallet=400
            POST   /api/v1/wallet/operations/{id}/refund           401    403         403      404     404     404       403 wallet=404
            GET    /api/v1/wallet/statement                        401    200         200      200     200     200       403
            POST   /api/v1/wallet/top-ups                          401    403         400      400     400     400       403 wallet=400
            GET    /api/v1/wallet/top-ups/{id}                     401    404         404      404     404     404       404
            GET    /api/v1/wallet/users/{telegramId}               401    403         403      404     404     404       403 read,wallet,payments,captures,refunds=404
            DELETE /api/v1/wallet/users/{telegramId}/auto-top-up   401    403         403      403     403     404       403
            GET    /api/v1/wallet/users/{telegramId}/auto-top-up   401    403         403      404     404     404       403 read,wallet,payments,captures,refunds=404
            PUT    /api/v1/wallet/users/{telegramId}/auto-top-up   401    403         403      403     403     400       403
            PUT    /api/v1/wallet/users/{telegramId}               401    403         403      403     403     404       403 wallet=404
            PUT    /api/v1/wallet/users/{telegramId}/limits        401    403         403      403     403     404       403 wallet=404
            GET    /api/v1/webhooks/{provider}/{kind}              200    200         200      200     200     200       200
            POST   /api/v1/webhooks/{provider}/{kind}              200    200         200      200     200     200       200
            POST   /api/v1/webhooks/{provider}                     200    200         200      200     200     200       200
            GET    /api/v1/yookassa/health                         200    200         200      200     200     200       200
            GET    /sandbox                                        200    200         200      200     200     200       200
            POST   /sandbox                                        400    400         400      400     400     400       400
            GET    /sandbox/clock                                  200    200         200      200     200     200       200
            POST   /sandbox/clock                                  400    400         400      400     400     400       400
            """;

    private static final List<String> USERS = List.of("anonymous", "unconfirmed", "newcomer", "support", "finance", "superuser");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Where the ids of somebody else's things go into the body; elsewhere a body without fields shows the right as well. */
    private static final List<String> FULL_BODY = List.of("change-payment-method", "pause-subscription", "change-tariff", "/billing/subscription", "/check", "/change", "/{id}/roles",
            "/subscriptions/subscribe");

    private final Map<String, List<String>> rows = rows();
    private Platform platform;
    private People people;
    private Samples samples;
    private ApiDocument document;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        people = new People(platform);
        samples = new Samples(people, new Random(1));
        document = ApiDocument.of(platform);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    List<Operation> operations() {
        return document.operations();
    }

    @Test
    void tableNamesEveryOperation() {
        assertThat(document.operations()).extracting(Operation::name).containsExactlyInAnyOrderElementsOf(rows.keySet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyCallerGetsWhatTheTableSays(Operation operation) {
        var row = rows.getOrDefault(operation.name(), List.of());
        assertThat(row).as("line of the table").hasSizeBetween(7, 8);
        var wrong = new ArrayList<String>();
        for (int i = 0; i < USERS.size(); i++) {
            complain(operation, USERS.get(i), Integer.parseInt(row.get(i)), wrong);
        }
        for (var scope : People.SCOPES) {
            complain(operation, "key:" + scope, expectedForKey(row, scope), wrong);
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void ownersSeeTheirOwn() {
        var mine = people.of("customer");
        people.as("customer").get("/api/v1/payments/" + mine.payment()).expect(200);
        people.as("customer").post("/api/v1/payments/check", Map.of("payment_id", mine.payment())).expect(200);
        people.as("customer").get("/api/v1/access/" + people.id("customer")).expect(200);
        assertThat(people.as("customer").get("/api/v1/billing/payment-method").expect(200).text("results.0.id")).isEqualTo(mine.method());
        assertThat(people.as("other").get("/api/v1/billing/payment-method").expect(200).text("results.0.id")).isEqualTo(people.of("other").method());
    }

    @Test
    void returnPageTellsStrangersTheStatusOnly() {
        var path = "/api/v1/billing/approve-payment-method/" + people.of("customer").returnKey();
        for (var stranger : List.of("anonymous", "other", "newcomer", "key:wallet", "key:events")) {
            assertThat(people.as(stranger).get(path).expect(200).body()).as(stranger).isEqualTo("{\"status\":\"succeeded\"}");
        }
        assertThat(people.as("customer").get(path).expect(200).text("id")).isEqualTo(people.of("customer").method());
    }

    @Test
    void rightTakenAwayStopsWorkingAtOnce() {
        var path = "/api/v1/access/" + people.id("other");
        people.as("support").get(path).expect(200);
        people.as("superuser").put("/api/v1/user/users/" + people.id("support") + "/roles", Map.of("roles", List.of())).expect(200);

        people.as("support").get(path).expect(404);

        people.as("superuser").put("/api/v1/user/users/" + people.id("support") + "/roles", Map.of("roles", List.of("support"))).expect(200);
        people.as("support").get(path).expect(200);
    }

    @Test
    void revokedKeyOpensNothing() {
        var created = people.as("superuser").post("/api/v1/user/api-keys", Map.of("name", "short-lived", "scopes", List.of("read"))).expect(201);
        var http = platform.http().with("Authorization", "Bearer " + created.text("key"));
        http.get("/api/v1/payments/" + people.of("other").payment()).expect(200);

        people.as("superuser").delete("/api/v1/user/api-keys/" + created.text("id")).expect(204);

        http.get("/api/v1/payments/" + people.of("other").payment()).expect(401);
    }

    private void complain(Operation operation, String caller, int expected, List<String> wrong) {
        var request = request(operation, expected).bearer(operation.path().endsWith("/logout") ? fresh(caller) : people.bearer(caller));
        var answer = request.send(platform.baseUri());
        if (answer.status() != expected) {
            wrong.add(caller + " gets " + answer.status() + " instead of " + expected + ": " + answer.body());
        }
    }

    private Case request(Operation operation, int expected) {
        var path = operation.path()
                .replace("/access/{customer}", "/access/" + people.id("other"))
                .replace("/payments/{id}", "/payments/" + people.of("other").payment())
                .replace("/refunds/{id}", "/refunds/" + people.of("other").refund())
                .replace("/subscription/{id}", "/subscription/" + people.of("other").subscription())
                .replace("/subscriptions/{id}", "/subscriptions/" + people.of("other").subscription());
        if (operation.method().equals("GET")) {
            path = path.replace("/plans/{id}", "/plans/" + Customer.WEEK);
        }
        var request = Case.of("", operation.method(), path.contains("{") ? samples.path(operation) : path, expected);
        if (operation.fields() == null) {
            return operation.path().equals("/sandbox") ? request.with("Content-Type", "application/x-www-form-urlencoded") : request;
        }
        if (FULL_BODY.stream().noneMatch(operation.path()::endsWith)) {
            return request.json("{}");
        }
        var body = samples.body(operation);
        body.replaceAll((field, value) -> switch (field) {
            case "payment_id" -> people.of("other").payment();
            case "payment_method", "payment_method_id" -> people.of("other").method();
            case "user_id" -> people.id("other").toString();
            case "tariff", "plan_id" -> Customer.WEEK;
            default -> value;
        });
        return request.json(JSON.writeValueAsString(body));
    }

    /** A bearer that may be spent. */
    private String fresh(String caller) {
        return caller.equals("anonymous") || caller.startsWith("key:")
                ? people.bearer(caller)
                : people.logIn(caller, caller.equals("superuser") ? "root-password-1" : People.PASSWORD);
    }

    private static int expectedForKey(List<String> row, String scope) {
        if (row.size() > 7) {
            var exception = row.get(7).split("=");
            if (List.of(exception[0].split(",")).contains(scope)) {
                return Integer.parseInt(exception[1]);
            }
        }
        return Integer.parseInt(row.get(6));
    }

    private static Map<String, List<String>> rows() {
        var rows = new LinkedHashMap<String, List<String>>();
        TABLE.lines().skip(1).map(line -> Arrays.asList(line.split("\\s+"))).forEach(cells ->
                rows.put(cells.get(0) + " " + cells.get(1), cells.subList(2, cells.size())));
        return rows;
    }
}
