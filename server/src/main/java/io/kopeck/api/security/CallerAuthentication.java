package io.kopeck.api.security;

import io.kopeck.identity.Caller;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A verified caller, as Spring Security carries it; the credential itself is not kept. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        super(List.of());
        this.caller = caller;
        setAuthenticated(true);
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallerAuthentication authentication && authentication.caller.equals(caller);
    }

    @Override
    public int hashCode() {
        return caller.hashCode();
    }
}
