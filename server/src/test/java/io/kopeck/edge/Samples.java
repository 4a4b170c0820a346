package io.kopeck.edge;

import io.kopeck.edge.ApiDocument.Kind;
import io.kopeck.edge.ApiDocument.Operation;
import io.kopeck.testing.Customer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values that an operation would take, so that only one thing at a time is wrong; hostile and overlong ones too. */
final class Samples {

    static final List<String> HOSTILE = List.of(
            "'; drop table payments.payment; --", "' or '1'='1", "\"; delete from ledger.transfer; --", "1); select pg_sleep(20); --",
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "${7*7}", "#{T(java.lang.Runtime)}",
            "${jndi:ldap://127.0.0.1:1/a}", "../../../../etc/passwd", "%s%n%d", "\r\nSet-Cookie: a=b", "\u202egnp.exe", "😀".repeat(20), "%", "_", "\\");

    /** Fields that may be left out. */
    private static final Set<String> OPTIONAL = Set.of("description", "expires_at", "promo_code", "amount", "provider_payment_id", "provider_refund_id", "user_id",
            "product", "currency", "type", "months", "expires_in", "per_day", "per_month");

    /** Where amounts of money are accepted. */
    private static final Set<String> MONEY = Set.of("amount", "sum", "price", "cost", "limit", "per_day", "per_month", "threshold");

    private final People people;
    private final Random random;

    Samples(People people, Random random) {
        this.people = people;
        this.random = random;
    }

    /** Whether the field may be left out; of what is paid for, one of two things is named. */
    static boolean isOptional(Operation operation, String field) {
        return OPTIONAL.contains(field) || operation.path().endsWith("/payments/payment");
    }

    static boolean isMoney(String field) {
        return MONEY.contains(field);
    }

    /** The operation's path with ids that nobody has. */
    String path(Operation operation) {
        var path = operation.path();
        for (var parameter : operation.in("path")) {
            path = path.replace("{" + parameter.name() + "}", pathValue(parameter.name(), parameter.kind()));
        }
        return path;
    }

    /** As {@link #path}, but of things that are there, where the body is what has to be wrong. */
    String existingPath(Operation operation) {
        return path(operation).replaceFirst("/users/[^/]+/", "/users/" + people.id("other") + "/")
                .replaceFirst("/holds/[^/]+/", "/holds/" + people.hold() + "/");
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L);
    }

    /** A body whose values are all of the right kind, though some name what does not exist. */
    Map<String, Object> body(Operation operation) {
        var body = new LinkedHashMap<String, Object>();
        if (operation.fields() != null) {
            operation.fields().forEach((field, kind) -> body.put(field, value(field, kind)));
        }
        return body;
    }

    /** Long enough to be a password, so that no other rule of a field refuses it first. */
    String hostile() {
        var passwords = HOSTILE.stream().filter(text -> text.length() >= 8).toList();
        return passwords.get(random.nextInt(passwords.size()));
    }

    private String pathValue(String name, Kind kind) {
        return name.equals("provider") ? "yookassa" : kind == Kind.UUID ? uuid().toString() : "key" + random.nextInt(1_000_000_000);
    }

    private Object value(String field, Kind kind) {
        var known = known(field);
        if (known != null) {
            return known;
        }
        return switch (kind) {
            case UUID -> uuid().toString();
            case TEXT -> isMoney(field) ? "10.00" : "text";
            case MOMENT -> Instant.now().plusSeconds(86_400).toString();
            case NUMBER -> 1;
            case FLAG -> true;
            case LIST -> List.of();
            case OBJECT -> Map.of();
        };
    }

    private @Nullable Object known(String field) {
        return switch (field) {
            case "email" -> "nobody-" + random.nextInt(1_000_000_000) + "@edge.test";
            case "password", "new_password" -> "a perfectly fine password";
            case "old_password" -> "a wrong old password";
            case "tariff", "plan_id" -> Customer.WEEK;
            case "subscription_id" -> people.of("customer").subscription();
            case "currency" -> "RUB";
            case "product" -> "cinema";
            case "type" -> "month";
            case "payment_method", "payment_method_id" -> people.of("customer").method();
            case "payment_id" -> people.of("customer").payment();
            case "roles" -> List.of("support");
            case "scopes" -> List.of("read");
            case "advance" -> "PT1S";
            case "outcome" -> "succeeded";
            default -> null;
        };
    }
}
