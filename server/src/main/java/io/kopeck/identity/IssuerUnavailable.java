package io.kopeck.identity;

/** The keys of the external issuer cannot be fetched, so its tokens can be neither trusted nor refused. Try again later. */
public final class IssuerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IssuerUnavailable(Throwable cause) {
        super("the keys of the external issuer cannot be fetched", cause);
    }
}
