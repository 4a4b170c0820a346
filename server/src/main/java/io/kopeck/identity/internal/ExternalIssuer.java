package io.kopeck.identity.internal;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.kopeck.identity.EmailAddress;
import io.kopeck.identity.IssuerUnavailable;
import io.kopeck.identity.Language;
import io.kopeck.identity.User;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.http.NoAnswer;
import io.kopeck.platform.http.OutboundHttp;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trusts the tokens of one configured OIDC issuer. A subject becomes a customer when it is first seen; the token says
 * who it is and whether its address is verified, never which rights it has here.
 */
@Component
public final class ExternalIssuer {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    private static final long KEYS_CACHED_MILLIS = 300_000;
    private static final long KEYS_REFRESH_TIMEOUT_MILLIS = 10_000;
    private static final int SUBJECT_LENGTH_MAX = 255;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384,
            JWSAlgorithm.PS512, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);

    private final IdentityProperties properties;
    private final UserStore users;
    private final Transactions tx;
    private final Ids ids;
    private final Clock clock;
    private final OutboundHttp http;
    private final JsonMapper json;
    private volatile @Nullable NimbusJwtDecoder decoder;

    ExternalIssuer(IdentityProperties properties, UserStore users, Transactions tx, Ids ids, Clock clock, OutboundHttp http,
            JsonMapper json) {
        this.properties = properties;
        this.users = users;
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.http = http;
        this.json = json;
    }

    /** Whom a token speaks for. */
    public record Subject(CustomerId customer, boolean confirmed) {}

    /** Whether the token claims to come from the configured issuer; nothing is verified yet. */
    public boolean isNamedBy(String token) {
        if (properties.oidcIssuer() == null) {
            return false;
        }
        try {
            return Objects.equals(JWTParser.parse(token).getJWTClaimsSet().getIssuer(), properties.oidcIssuer());
        } catch (ParseException | IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * Verifies the token and finds or makes its customer; empty when it is not good.
     *
     * @throws IssuerUnavailable when the issuer's keys cannot be fetched
     */
    public Optional<Subject> verify(String token) {
        try {
            var jwt = decoder().decode(token);
            var subject = jwt.getSubject();
            if (subject == null || subject.isEmpty() || subject.length() > SUBJECT_LENGTH_MAX || subject.indexOf('\0') >= 0) {
                return Optional.empty();
            }
            return Optional.of(subject(jwt, subject));
        } catch (BadJwtException _) {
            return Optional.empty();
        } catch (JwtException e) {
            throw new IssuerUnavailable(e);
        }
    }

    private Subject subject(Jwt jwt, String subject) {
        boolean verified = "true".equals(String.valueOf(jwt.getClaims().get("email_verified")));
        var email = verified ? verifiedEmail(jwt) : null;
        var issuer = Objects.requireNonNull(properties.oidcIssuer());
        var known = users.customerOf(issuer, subject);
        var customer = known.orElseGet(() -> register(issuer, subject, email, verified));
        known.flatMap(users::find).filter(user -> differs(user, email, verified)).ifPresent(
                _ -> tx.run(() -> users.updateExternal(customer, email, verified, clock.instant())));
        return new Subject(customer, verified);
    }

    private static boolean differs(User user, @Nullable String email, boolean confirmed) {
        return user.confirmed() != confirmed || !Objects.equals(user.email(), email);
    }

    /** Two first requests at once make one customer: the second waits for the first's row and takes its customer. */
    private CustomerId register(String issuer, String subject, @Nullable String email, boolean confirmed) {
        return tx.execute(() -> {
            var customer = new CustomerId(ids.next());
            var now = clock.instant();
            if (!users.tie(issuer, subject, customer, now)) {
                return users.customerOf(issuer, subject).orElseThrow();
            }
            users.insertParty(customer, "person", null, now);
            users.insertUser(customer, email, null, Language.RU, confirmed ? now : null, now);
            return customer;
        });
    }

    private static @Nullable String verifiedEmail(Jwt jwt) {
        var claim = jwt.getClaims().get("email");
        return claim instanceof String text ? EmailAddress.parse(text).map(EmailAddress::value).orElse(null) : null;
    }

    private NimbusJwtDecoder decoder() {
        var present = decoder;
        if (present != null) {
            return present;
        }
        var made = makeDecoder();
        decoder = made;
        return made;
    }

    private NimbusJwtDecoder makeDecoder() {
        var issuer = Objects.requireNonNull(properties.oidcIssuer());
        var audience = Objects.requireNonNull(properties.oidcAudience());
        try {
            var keys = JWKSourceBuilder.<SecurityContext>create(jwksUrl(issuer), this::fetch)
                    .cache(KEYS_CACHED_MILLIS, KEYS_REFRESH_TIMEOUT_MILLIS)
                    .refreshAheadCache(false)
                    .build();
            var processor = new DefaultJWTProcessor<SecurityContext>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
            processor.setJWTClaimsSetVerifier((_, _) -> {}); // the validators below judge the claims, on our clock
            processor.setJWSTypeVerifier((_, _) -> {}); // issuers write JWT, at+jwt or nothing
            var timestamps = new JwtTimestampValidator(CLOCK_SKEW);
            timestamps.setClock(clock);
            timestamps.setAllowEmptyExpiryClaim(false);
            var made = new NimbusJwtDecoder(processor);
            made.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    List.of(timestamps, new JwtIssuerValidator(issuer), new JwtAudienceValidator(audience))));
            return made;
        } catch (IOException | IllegalArgumentException e) {
            throw new IssuerUnavailable(e);
        }
    }

    private URL jwksUrl(String issuer) throws IOException {
        if (properties.oidcJwksUrl() != null) {
            return URI.create(properties.oidcJwksUrl()).toURL();
        }
        var address = URI.create(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration").toURL();
        try {
            var document = json.readValue(fetch(address).getContent(), Map.class);
            if (!issuer.equals(document.get("issuer")) || !(document.get("jwks_uri") instanceof String found)) {
                throw new IOException("the issuer's configuration names another issuer, or no keys");
            }
            return URI.create(found).toURL();
        } catch (JacksonException e) {
            throw new IOException("the issuer's configuration is not JSON", e);
        }
    }

    private Resource fetch(URL url) throws IOException {
        try {
            var answer = http.send(HttpRequest.newBuilder(URI.create(url.toString())).timeout(TIMEOUT).GET().build());
            if (answer.status() != 200) {
                throw new IOException("the issuer answered " + answer.status());
            }
            return new Resource(answer.body(), "application/json");
        } catch (NoAnswer e) {
            throw new IOException(e);
        }
    }
}
