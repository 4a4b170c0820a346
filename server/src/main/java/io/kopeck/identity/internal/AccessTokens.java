package io.kopeck.identity.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.kopeck.identity.internal.SessionStore.Family;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.time.Ids;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/** Signs and verifies our access tokens: JWT, ES256, on the platform's clock. */
@Component
public final class AccessTokens {

    private static final String AUDIENCE = "kopeck";

    private final SigningKeys keys;
    private final Ids ids;
    private final String issuer;
    private final Duration lifetime;
    private final NimbusJwtDecoder decoder;

    AccessTokens(SigningKeys keys, Ids ids, Clock clock, IdentityProperties properties) {
        this.keys = keys;
        this.ids = ids;
        this.issuer = properties.publicBase();
        this.lifetime = properties.accessTokenLifetime();
        this.decoder = decoder(keys, issuer, clock);
    }

    /** What a verified token says. */
    public record Claims(Family family, Set<String> roles, boolean confirmed) {}

    public Duration lifetime() {
        return lifetime;
    }

    public String issue(Claims claims, Instant now) {
        var key = keys.current();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(key.getKeyID()).build();
        var body = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(AUDIENCE)
                .subject(claims.family().customer().toString())
                .jwtID(ids.next().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .claim("sid", claims.family().session().toString())
                .claim("roles", claims.roles().stream().sorted().toList())
                .claim("confirmed", claims.confirmed())
                .build();
        try {
            var jwt = new SignedJWT(header, body);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign an access token", e);
        }
    }

    /** Empty for everything that is not a good token of ours. */
    public Optional<Claims> verify(String token) {
        try {
            return fromWire(decoder.decode(token));
        } catch (JwtException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Claims> fromWire(Jwt jwt) {
        var session = jwt.getClaimAsString("sid");
        var roles = jwt.getClaimAsStringList("roles");
        if (session == null || roles == null || jwt.getSubject() == null) {
            return Optional.empty();
        }
        var family = new Family(new CustomerId(UUID.fromString(jwt.getSubject())), UUID.fromString(session));
        return Optional.of(new Claims(family, Set.copyOf(roles), Boolean.TRUE.equals(jwt.getClaim("confirmed"))));
    }

    private static NimbusJwtDecoder decoder(SigningKeys keys, String issuer, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(selector(keys));
        processor.setJWTClaimsSetVerifier((_, _) -> {}); // the validators below judge the claims, on our clock
        var timestamps = new JwtTimestampValidator(Duration.ZERO);
        timestamps.setClock(clock);
        timestamps.setAllowEmptyExpiryClaim(false);
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                List.of(timestamps, new JwtIssuerValidator(issuer), new JwtAudienceValidator(AUDIENCE))));
        return decoder;
    }

    private static JWSKeySelector<SecurityContext> selector(SigningKeys keys) {
        return (header, _) -> {
            if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || header.getKeyID() == null) {
                return List.of();
            }
            return keys.verifying(header.getKeyID()).map(AccessTokens::publicKey).map(List::of).orElse(List.of());
        };
    }

    private static Key publicKey(ECKey key) {
        try {
            return key.toECPublicKey();
        } catch (JOSEException e) {
            throw new IllegalStateException("a stored signing key cannot be used", e);
        }
    }
}
