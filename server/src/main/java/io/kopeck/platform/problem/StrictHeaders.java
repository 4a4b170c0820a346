package io.kopeck.platform.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** What a refusal carries even when it is given before the filter that adds the headers of every answer. */
final class StrictHeaders {

    private static final Map<String, String> ALL = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private StrictHeaders() {}

    static void add(HttpServletResponse response) {
        ALL.forEach(response::setHeader);
    }
}
