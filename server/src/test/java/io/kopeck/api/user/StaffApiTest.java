package io.kopeck.api.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.nimbusds.jwt.SignedJWT;
import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.identity.IdentityServer;
import io.kopeck.identity.KeyScope;
import io.kopeck.identity.Right;
import io.kopeck.identity.StaffRole;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class StaffApiTest {

    private final IdentityServer server = IdentityServer.shared();

    @Test
    void onlySuperusersReachTheStaffEndpoints() {
        var target = server.newPerson();
        var callers = new LinkedHashMap<String, String>();
        callers.put("customer", server.newLogIn().accessToken());
        callers.put("support", server.staff("support").accessToken());
        callers.put("finance", server.staff("finance").accessToken());
        callers.put("all scopes", server.newKey(Arrays.stream(KeyScope.values()).map(KeyScope::wireName).toArray(String[]::new)));
        callers.put("superuser", server.staff("superuser").accessToken());

        callers.forEach((name, credential) -> staffEndpoints(target.id()).forEach((endpoint, call) -> {
            int status = call.bearer(credential).send().status();
            assertThat(status).as("%s by %s", endpoint, name).isEqualTo(name.equals("superuser") ? goodStatus(endpoint) : 403);
        }));
        staffEndpoints(target.id()).forEach((_, call) -> call.expectProblem(401, "unauthorized"));
    }

    @Test
    void everyStaffRoleHasExactlyTheRightsOfTheTable() {
        for (var role : StaffRole.values()) {
            var answer = server.get("/api/v1/probe/rights").as(server.staff(role.wireName())).expect(200);

            assertThat(rights(answer)).as(role.wireName()).isEqualTo(names(role.rights()));
            assertThat(answer.json().get("staff").get(0).stringValue()).isEqualTo(role.wireName());
        }
        assertThat(rights(server.get("/api/v1/probe/rights").as(server.newLogIn()).expect(200))).isEmpty();
    }

    @Test
    void everyKeyScopeHasExactlyTheRightsOfTheTable() {
        for (var scope : KeyScope.values()) {
            var answer = server.get("/api/v1/probe/rights").bearer(server.newKey(scope.wireName())).expect(200);

            assertThat(rights(answer)).as(scope.wireName()).isEqualTo(names(scope.rights()));
            assertThat(answer.text("actor")).startsWith("key:");
        }
    }

    @Test
    void takenRoleStopsWorkingAtOnceAndTheTokenSaysSoAfterARefresh() throws Exception {
        var person = server.newPerson();
        assign(person.id(), "finance").expect(200);
        var logIn = server.logIn(person.email(), IdentityServer.PASSWORD);
        assertThat(SignedJWT.parse(logIn.accessToken()).getJWTClaimsSet().getStringListClaim("roles")).containsExactly("finance");

        assign(person.id()).expect(200);

        assertThat(rights(server.get("/api/v1/probe/rights").as(logIn).expect(200))).isEmpty();
        var refreshed = server.post("/api/v1/user/refresh", Map.of("refresh_token", logIn.refreshToken())).expect(200);
        assertThat(SignedJWT.parse(refreshed.text("access_token")).getJWTClaimsSet().getStringListClaim("roles")).isEmpty();
    }

    @Test
    void staffWhoLoggedOutIsOutAtOnce() {
        var logIn = server.staff("support");

        server.call("POST", "/api/v1/user/logout", null).as(logIn).expect(204);

        server.get("/api/v1/probe/rights").as(logIn).expectProblem(401, "invalid_token");
    }

    @Test
    void customRolesAppearInTokensAndGiveNoRight() {
        var name = "beta_tester_" + Math.abs(UUID.randomUUID().hashCode());
        var person = server.newPerson();

        server.post("/api/v1/user/roles", Map.of("name", name, "description", "sees new things first")).as(server.superuser()).expect(201);
        assign(person.id(), name).expect(200);
        var logIn = server.logIn(person.email(), IdentityServer.PASSWORD);

        assertThat(server.get("/api/v1/user/me").as(logIn).expect(200).json().get("roles").get(0).stringValue()).isEqualTo(name);
        assertThat(rights(server.get("/api/v1/probe/rights").as(logIn).expect(200))).isEmpty();
        server.post("/api/v1/user/roles", Map.of("name", name)).as(server.superuser()).expectProblem(409, "role_exists");
        server.post("/api/v1/user/roles", Map.of("name", "superuser")).as(server.superuser()).expectProblem(409, "role_exists");
        server.post("/api/v1/user/roles", Map.of("name", "Bad Name")).as(server.superuser()).expectProblem(400, "invalid_field");
    }

    @Test
    void assigningIsRefusedForUnknownUsersAndRoles() {
        var person = server.newPerson();
        var unknown = UUID.randomUUID();

        assign(person.id(), "emperor").expectProblem(400, "unknown_role");
        assign(unknown.toString(), "support").expectProblem(404, "not_found");
        server.put("/api/v1/user/users/" + person.id() + "/roles", Map.of("roles", "support")).as(server.superuser()).expectProblem(400, "invalid_field");
        server.put("/api/v1/user/users/" + person.id() + "/roles", Map.of()).as(server.superuser()).expectProblem(400, "invalid_field");
        server.put("/api/v1/user/users/" + person.id() + "/roles", Map.of("roles", Arrays.asList("support", null))).as(server.superuser())
                .expectProblem(400, "invalid_field");
    }

    @Test
    void findsUsersByPartOfTheAddressOrByIdPageByPage() {
        var mark = "findme" + Math.abs(UUID.randomUUID().hashCode());
        for (int i = 0; i < 3; i++) {
            server.post("/api/v1/user/signup", Map.of("email", mark + "." + i + "@example.com", "password", IdentityServer.PASSWORD)).expect(201);
        }
        var superuser = server.superuser();

        var first = server.get("/api/v1/user/users?search=" + mark.toUpperCase(Locale.ROOT) + "&page_size=2").as(superuser).expect(200).json();
        var second = server.get(first.get("next").stringValue()).as(superuser).expect(200).json();
        var byId = server.get("/api/v1/user/users?search=" + first.get("results").get(0).get("id").stringValue()).as(superuser).expect(200).json();

        assertThat(first.get("count").asInt()).isEqualTo(3);
        assertThat(first.get("results")).hasSize(2);
        assertThat(first.get("previous").isNull()).isTrue();
        assertThat(second.get("results")).hasSize(1);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(second.get("previous").stringValue()).contains("page=1").contains("search=");
        assertThat(byId.get("count").asInt()).isEqualTo(1);
        assertThat(server.get("/api/v1/user/users?search=%25").as(superuser).expect(200).json().get("count").asInt()).as("no wildcard").isZero();
    }

    @Test
    void pagesAreBounded() {
        var superuser = server.superuser();

        for (var query : List.of("page_size=101", "page_size=0", "page=0", "page=-1", "page=1001", "page=one", "page_size=99999999999",
                "search=" + "x".repeat(300))) {
            server.get("/api/v1/user/users?" + query).as(superuser).expectProblem(400, "invalid_parameter");
        }
        server.get("/api/v1/user/users?page=1000&page_size=100").as(superuser).expect(200);
    }

    @Test
    void keyIsShownOnceAndStopsWhenRevoked() {
        var superuser = server.superuser();
        var created = server.post("/api/v1/user/api-keys", Map.of("name", "wallet bot", "scopes", List.of("wallet"))).as(superuser).expect(201);
        var key = created.text("key");

        server.get("/api/v1/probe/rights").bearer(key).expect(200);
        var list = server.get("/api/v1/user/api-keys?page_size=100").as(superuser).expect(200);
        server.delete("/api/v1/user/api-keys/" + created.text("id")).as(superuser).expect(204);

        assertThat(key).matches("kpk_[0-9a-f]{32}_[0-9a-f]{64}");
        assertThat(list.body()).contains(created.text("id")).doesNotContain(key).doesNotContain(key.substring(37));
        server.get("/api/v1/probe/rights").bearer(key).expectProblem(401, "invalid_token");
        server.delete("/api/v1/user/api-keys/" + created.text("id")).as(superuser).expect(204);
        server.delete("/api/v1/user/api-keys/" + UUID.randomUUID()).as(superuser).expectProblem(404, "not_found");
    }

    @Test
    void keyNeedsItsWholeSecret() {
        var key = server.newKey("read");
        var other = server.newKey("read");

        for (var wrong : List.of(key.substring(0, key.length() - 1), key + "0", key.substring(0, 37) + other.substring(37), "kpk_", "kpk__",
                key.toUpperCase(Locale.ROOT).replace("KPK", "kpk"))) {
            server.get("/api/v1/probe/rights").bearer(wrong).expectProblem(401, "invalid_token");
        }
    }

    @Test
    void keyStopsAtItsEnd() {
        var end = server.clock().instant().plus(Duration.ofDays(1));
        var key = server.post("/api/v1/user/api-keys", Map.of("name", "short-lived", "scopes", List.of("read"), "expires_at", end.toString()))
                .as(server.superuser()).expect(201).text("key");

        server.get("/api/v1/probe/rights").bearer(key).expect(200);
        server.clock().advance(Duration.ofDays(1));

        server.get("/api/v1/probe/rights").bearer(key).expectProblem(401, "invalid_token");
    }

    @Test
    void keyNeedsANameScopesAndAnEndInTheFuture() {
        var superuser = server.superuser();
        var past = server.clock().instant().minusSeconds(1).toString();

        for (Map<String, ?> body : List.of(
                Map.of("scopes", List.of("read")),
                Map.of("name", "x", "scopes", List.of()),
                Map.of("name", "x"),
                Map.of("name", "x", "scopes", List.of("everything")),
                Map.of("name", "x".repeat(101), "scopes", List.of("read")),
                Map.of("name", "x", "scopes", List.of("read"), "expires_at", past),
                Map.of("name", "x", "scopes", List.of("read"), "expires_at", "+1000000-01-01T00:00:00Z"),
                Map.of("name", "x", "scopes", List.of("read"), "expires_at", "tomorrow"))) {
            server.post("/api/v1/user/api-keys", body).as(superuser).expectProblem(400, "invalid_field");
        }
    }

    @Test
    void keysAreNoCustomers() {
        var key = server.newKey("read");

        server.get("/api/v1/user/me").bearer(key).expectProblem(403, "not_a_customer");
        server.get("/api/v1/user/sessions").bearer(key).expectProblem(403, "not_a_customer");
        server.post("/api/v1/probe/pay", Map.of()).bearer(key).expectProblem(403, "not_a_customer");
        server.call("POST", "/api/v1/user/logout", null).bearer(key).expect(204);
    }

    @Test
    void everyStaffDeedIsInTheAuditLog() {
        var person = server.newPerson();
        assign(person.id(), "support").expect(200);
        assign(person.id(), "support").expect(200);
        assign(person.id()).expect(200);
        var superuser = server.superuser();
        var key = UUID.fromString(server.post("/api/v1/user/api-keys", Map.of("name", "n", "scopes", List.of("read"))).as(superuser).expect(201).text("id"));
        server.delete("/api/v1/user/api-keys/" + key).as(superuser).expect(204);
        var actor = server.get("/api/v1/user/me").as(superuser).expect(200).text("id");
        var audit = server.bean(AuditLog.class);

        assertThat(audit.about("user", UUID.fromString(person.id())))
                .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::details)
                .containsExactly(
                        tuple(actor, "identity.assign_roles", Map.of("before", "support", "after", "")),
                        tuple(actor, "identity.assign_roles", Map.of("before", "", "after", "support")));
        assertThat(audit.about("api_key", key)).extracting(AuditEntry::action).containsExactly("identity.revoke_key", "identity.create_key");
    }

    private Map<String, IdentityServer.Call> staffEndpoints(String user) {
        var calls = new LinkedHashMap<String, IdentityServer.Call>();
        calls.put("GET roles", server.get("/api/v1/user/roles"));
        calls.put("POST roles", server.post("/api/v1/user/roles", Map.of("name", "role_" + Math.abs(UUID.randomUUID().hashCode()))));
        calls.put("GET users", server.get("/api/v1/user/users?search=a"));
        calls.put("PUT users roles", server.put("/api/v1/user/users/" + user + "/roles", Map.of("roles", List.of())));
        calls.put("POST api-keys", server.post("/api/v1/user/api-keys", Map.of("name", "k", "scopes", List.of("read"))));
        calls.put("GET api-keys", server.get("/api/v1/user/api-keys"));
        calls.put("DELETE api-keys", server.delete("/api/v1/user/api-keys/" + UUID.randomUUID()));
        return calls;
    }

    private static int goodStatus(String endpoint) {
        return switch (endpoint) {
            case "POST roles", "POST api-keys" -> 201;
            case "DELETE api-keys" -> 404;
            default -> 200;
        };
    }

    private IdentityServer.Call assign(String user, String... roles) {
        return server.put("/api/v1/user/users/" + user + "/roles", Map.of("roles", roles)).as(server.superuser());
    }

    private static Set<String> rights(IdentityServer.Answer answer) {
        var rights = new TreeSet<String>();
        answer.json().get("rights").forEach(right -> rights.add(right.stringValue()));
        return rights;
    }

    private static Set<String> names(Set<Right> rights) {
        return rights.stream().map(Right::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
