package io.kopeck.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the bare paths of the seed documents answer as the paths under {@code /api/v1}. It goes before everything else,
 * so that rights, bounds and controllers know one path only.
 */
final class SeedPaths extends OncePerRequestFilter {

    private static final String API = "/api/v1";
    private static final List<String> SAME_BELOW_API = List.of("/billing", "/subscriptions", "/payments");
    private static final Map<String, String> RENAMED = Map.of(
            "/yookassa/webhook", API + "/webhooks/yookassa",
            "/yookassa/health", API + "/yookassa/health");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = apiPath(request.getRequestURI());
        chain.doFilter(path == null ? request : new Renamed(request, path), response);
    }

    static @Nullable String apiPath(String asked) {
        var path = asked.length() > 1 && asked.endsWith("/") ? asked.substring(0, asked.length() - 1) : asked; // as seed B writes it
        for (var prefix : SAME_BELOW_API) {
            if (path.equals(prefix) || path.startsWith(prefix + "/")) {
                return API + path;
            }
        }
        if (path.equals("/subscription") || path.startsWith("/subscription/")) {
            return API + "/subscriptions" + path.substring("/subscription".length());
        }
        return RENAMED.get(path);
    }

    /** The same request at another path. */
    private static final class Renamed extends HttpServletRequestWrapper {

        private final HttpServletRequest original;
        private final String path;

        Renamed(HttpServletRequest original, String path) {
            super(original);
            this.original = original;
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public StringBuffer getRequestURL() {
            var url = original.getRequestURL();
            int pathStart = url.length() - original.getRequestURI().length();
            return url.replace(pathStart, url.length(), path);
        }

        @Override
        public String getServletPath() {
            return path;
        }

        @Override
        public @Nullable String getPathInfo() {
            return null;
        }
    }
}
