package io.kopeck.identity.internal;

import io.kopeck.identity.EmailAddress;
import io.kopeck.identity.Password;
import io.kopeck.platform.config.BadConfiguration;
import io.kopeck.platform.config.Mode;
import io.kopeck.platform.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code kopeck.identity.*}. Empty values count as unset.
 *
 * @param publicUrl where people reach this server: the base of links in mail, and the issuer of our tokens
 * @param superuserPassword unset: one is made up at the first start and printed once
 * @param oidcIssuer an external issuer whose tokens are trusted besides our own
 */
@ConfigurationProperties("kopeck.identity")
public record IdentityProperties(
        URI publicUrl,
        @DefaultValue("admin@kopeck.local") String superuserEmail,
        @Nullable Secret superuserPassword,
        @DefaultValue("noreply@kopeck.local") String mailFrom,
        @DefaultValue("15m") Duration accessTokenLifetime,
        @DefaultValue("30d") Duration refreshTokenLifetime,
        @Nullable String oidcIssuer,
        @Nullable String oidcAudience,
        @Nullable String oidcJwksUrl) {

    public IdentityProperties {
        superuserPassword = superuserPassword == null || superuserPassword.reveal().isEmpty() ? null : superuserPassword;
        oidcIssuer = blankToNull(oidcIssuer);
        oidcAudience = blankToNull(oidcAudience);
        oidcJwksUrl = blankToNull(oidcJwksUrl);
        var problems = new ArrayList<String>();
        if (publicUrl.getHost() == null || !List.of("http", "https").contains(publicUrl.getScheme())) {
            problems.add("PUBLIC_URL has to look like https://billing.example.com");
        }
        if (EmailAddress.parse(superuserEmail).isEmpty()) {
            problems.add("SUPERUSER_EMAIL has to be an e-mail address");
        }
        if (superuserPassword != null && Password.of(superuserPassword.reveal()).isEmpty()) {
            problems.add("SUPERUSER_PASSWORD has to have 8 to 128 characters");
        }
        if (oidcIssuer != null && oidcAudience == null) {
            problems.add("OIDC_AUDIENCE names the audience that tokens of OIDC_ISSUER are made for");
        }
        for (var url : new String[] {oidcIssuer, oidcJwksUrl}) {
            if (url != null && !isSafe(url)) {
                problems.add("OIDC_ISSUER and OIDC_JWKS_URL have to be https addresses");
            }
        }
        if (!accessTokenLifetime.isPositive() || accessTokenLifetime.compareTo(refreshTokenLifetime) >= 0) {
            problems.add("kopeck.identity.access-token-lifetime has to be shorter than the refresh token's");
        }
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
    }

    /** The public address without a slash at its end. */
    String publicBase() {
        return publicUrl.toString().replaceAll("/+$", "");
    }

    Optional<String> externalIssuer() {
        return Optional.ofNullable(oidcIssuer);
    }

    private static boolean isSafe(String text) {
        try {
            var url = URI.create(text);
            return url.getHost() != null && ("https".equals(url.getScheme()) || Mode.isLoopback(url));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
