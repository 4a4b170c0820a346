package io.kopeck.testing;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** People who run the service, and services with a key. Whoever it is logs in anew for every use. */
public final class Staff {

    private static final String ROOT_PASSWORD = "root-password-1";

    private final Platform platform;
    private final Customer person;

    private Staff(Platform platform, Customer person) {
        this.platform = platform;
        this.person = person;
    }

    /** Somebody new with one staff role, such as {@code finance}. */
    public static Staff of(Platform platform, String role) {
        var person = Customer.signedUp(platform);
        root(platform).put("/api/v1/user/users/" + person.id() + "/roles", Map.of("roles", List.of(role))).expect(200);
        return new Staff(platform, person);
    }

    /** The superuser there is from the start. */
    public static Http root(Platform platform) {
        return platform.http().with("Authorization", "Bearer " + platform.http()
                .post("/api/v1/user/login", Map.of("email", "root@kopeck.test", "password", ROOT_PASSWORD)).expect(200).text("access_token"));
    }

    /** A new service key of one scope. */
    public static Http key(Platform platform, String scope) {
        var key = root(platform).post("/api/v1/user/api-keys", Map.of("name", "of " + scope, "scopes", List.of(scope))).expect(201);
        return platform.http().with("Authorization", "Bearer " + key.text("key"));
    }

    public UUID id() {
        return person.id();
    }

    /** The API with a token made now, which therefore knows the role. */
    public Http api() {
        person.logIn();
        return person.api();
    }
}
