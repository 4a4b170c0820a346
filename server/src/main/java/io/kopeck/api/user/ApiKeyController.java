package io.kopeck.api.user;

import io.kopeck.api.web.Fields;
import io.kopeck.api.web.PageOf;
import io.kopeck.identity.ApiKey;
import io.kopeck.identity.ApiKeys;
import io.kopeck.identity.Caller;
import io.kopeck.identity.KeyScope;
import io.kopeck.identity.Right;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keys for services; for superusers. */
@RestController
@RequestMapping("/api/v1/user/api-keys")
@Tag(name = "Staff")
final class ApiKeyController {

    private static final int NAME_LENGTH_MAX = 100;
    private static final Duration LIFE_MAX = Duration.ofDays(3660);

    private final ApiKeys keys;
    private final Clock clock;

    ApiKeyController(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    record KeyBody(@Nullable String name, @Nullable List<@Nullable String> scopes, @Nullable Instant expiresAt) {}

    /** @param key the key itself, shown in this answer only */
    record CreatedKey(UUID id, String name, List<String> scopes, @Nullable Instant expiresAt, String key) {}

    record KeyView(UUID id, String name, List<String> scopes, String createdBy, Instant createdAt, @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create a key; it is shown in this answer only")
    CreatedKey create(@RequestBody KeyBody body, Caller caller) {
        caller.require(Right.MANAGE_KEYS);
        var fields = new Fields();
        var name = fields.text("name", body.name(), NAME_LENGTH_MAX);
        var names = fields.names("scopes", body.scopes(), KeyScope.values().length);
        var scopes = EnumSet.noneOf(KeyScope.class);
        names.ifPresent(wanted -> wanted.forEach(scope -> KeyScope.of(scope).ifPresentOrElse(scopes::add, () -> refuseScopes(fields))));
        if (names.isPresent() && names.get().isEmpty()) {
            refuseScopes(fields);
        }
        if (body.expiresAt() != null && !isWithinLife(body.expiresAt(), clock.instant())) {
            fields.refuse("expires_at", "has to lie in the future, by at most " + LIFE_MAX.toDays() + " days");
        }
        fields.throwIfWrong();
        var created = keys.create(name.orElseThrow(), scopes, body.expiresAt(), caller);
        return new CreatedKey(created.key().id(), created.key().name(), names(created.key().scopes()), created.key().expiresAt(),
                created.text().reveal());
    }

    @GetMapping
    @Operation(summary = "All keys, without their secrets")
    PageOf<KeyView> list(Caller caller, HttpServletRequest request,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "page_size", defaultValue = "20") int pageSize) {
        caller.require(Right.MANAGE_KEYS);
        var wanted = new PageOf.Wanted(page, pageSize);
        return PageOf.of(keys.list(wanted.offset(), wanted.size()), wanted, request, ApiKeyController::toApi);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke a key at once")
    void revoke(@PathVariable UUID id, Caller caller) {
        caller.require(Right.MANAGE_KEYS);
        if (!keys.revoke(id, caller)) {
            throw Problem.notFound("The key");
        }
    }

    private static boolean isWithinLife(Instant expiresAt, Instant now) {
        return expiresAt.isAfter(now) && expiresAt.isBefore(now.plus(LIFE_MAX));
    }

    private static void refuseScopes(Fields fields) {
        fields.refuse("scopes", "has to name at least one of "
                + Arrays.stream(KeyScope.values()).map(KeyScope::wireName).collect(Collectors.joining(", ")));
    }

    private static KeyView toApi(ApiKey key) {
        return new KeyView(key.id(), key.name(), names(key.scopes()), key.createdBy(), key.createdAt(), key.expiresAt(),
                key.lastUsedAt(), key.revokedAt());
    }

    private static List<String> names(Set<KeyScope> scopes) {
        return scopes.stream().map(KeyScope::wireName).sorted().toList();
    }
}
