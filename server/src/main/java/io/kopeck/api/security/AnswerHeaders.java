package io.kopeck.api.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;

/**
 * The content policy and the caching of answers that did not set their own: nothing may be loaded and nothing is kept.
 * Only the API's documentation page loads its own scripts, and static files may be cached.
 */
final class AnswerHeaders implements HeaderWriter {

    private static final String CSP = "Content-Security-Policy";
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final String DOCUMENTATION = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        var path = request.getRequestURI();
        boolean documentation = path.startsWith("/api/docs") || path.startsWith("/api/swagger-ui");
        if (!response.containsHeader(CSP)) {
            response.setHeader(CSP, documentation ? DOCUMENTATION : NOTHING);
        }
        if (!response.containsHeader(HttpHeaders.CACHE_CONTROL) && !documentation && !path.startsWith("/assets/")) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
