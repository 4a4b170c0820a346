package io.kopeck.api.security;

import io.kopeck.identity.Callers;
import io.kopeck.identity.IssuerUnavailable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Turns a bearer credential of any kind into its caller. */
@Component
final class BearerAuthentication implements AuthenticationManager {

    private final Callers callers;

    BearerAuthentication(Callers callers) {
        this.callers = callers;
    }

    @Override
    public Authentication authenticate(Authentication shown) {
        if (!(shown instanceof BearerTokenAuthenticationToken bearer)) {
            throw new InvalidBearerTokenException("not a bearer credential");
        }
        try {
            return callers.byBearer(bearer.getToken())
                    .map(CallerAuthentication::new)
                    .orElseThrow(() -> new InvalidBearerTokenException("not a good credential"));
        } catch (IssuerUnavailable e) {
            throw new CannotTell(e);
        }
    }

    /** Whether the credential is good cannot be told now. */
    static final class CannotTell extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        CannotTell(IssuerUnavailable cause) {
            super("the external issuer's keys are not available", cause);
        }
    }
}
