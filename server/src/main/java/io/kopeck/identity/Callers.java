package io.kopeck.identity;

import com.nimbusds.jose.jwk.JWKSet;
import io.kopeck.identity.internal.AccessTokens;
import io.kopeck.identity.internal.AccessTokens.Claims;
import io.kopeck.identity.internal.ExternalIssuer;
import io.kopeck.identity.internal.ExternalIssuer.Subject;
import io.kopeck.identity.internal.RoleStore;
import io.kopeck.identity.internal.SessionStore;
import io.kopeck.identity.internal.SessionStore.Family;
import io.kopeck.identity.internal.SigningKeys;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells who shows a bearer credential: an access token of ours or of the external issuer, or a service key. */
@Component
public final class Callers {

    private final AccessTokens accessTokens;
    private final ExternalIssuer external;
    private final ApiKeys keys;
    private final SessionStore sessions;
    private final RoleStore roles;
    private final SigningKeys signingKeys;

    Callers(AccessTokens accessTokens, ExternalIssuer external, ApiKeys keys, SessionStore sessions, RoleStore roles,
            SigningKeys signingKeys) {
        this.accessTokens = accessTokens;
        this.external = external;
        this.keys = keys;
        this.sessions = sessions;
        this.roles = roles;
        this.signingKeys = signingKeys;
    }

    /**
     * The caller; empty when the credential is not good.
     *
     * <p>A customer's token is believed until it expires. One that claims a staff role, or that its user is unconfirmed,
     * is compared with the database: staff lose their rights at once, and who confirms an address can pay at once.
     *
     * @throws IssuerUnavailable when it is the external issuer's and its keys cannot be fetched
     */
    public Optional<Caller> byBearer(String credential) {
        if (credential.startsWith(ApiKeys.PREFIX)) {
            return keys.caller(credential);
        }
        if (external.isNamedBy(credential)) {
            return external.verify(credential).map(this::externalUser);
        }
        return accessTokens.verify(credential).flatMap(this::ownUser);
    }

    /** The public keys of our access tokens, as a JWK set. */
    public Map<String, Object> publicKeys() {
        return new JWKSet(signingKeys.published()).toJSONObject(true);
    }

    private Optional<Caller> ownUser(Claims claims) {
        var family = claims.family();
        if (claims.confirmed() && staff(claims.roles()).isEmpty()) {
            return Optional.of(user(family.customer().value(), Set.of(), true, family));
        }
        return sessions.standing(family)
                .filter(standing -> !standing.revoked())
                .map(standing -> user(family.customer().value(), roles.assigned(family.customer()), standing.confirmed(), family));
    }

    private Caller externalUser(Subject subject) {
        return user(subject.customer().value(), roles.assigned(subject.customer()), subject.confirmed(), null);
    }

    private static Caller user(UUID id, Collection<String> roles, boolean confirmed, @Nullable Family family) {
        return new Caller(Caller.Kind.USER, id, staff(roles), StaffRole.rightsOf(roles), confirmed,
                family == null ? null : family.session());
    }

    private static Set<String> staff(Collection<String> roles) {
        return roles.stream().filter(role -> StaffRole.of(role).isPresent()).collect(Collectors.toSet());
    }
}
