package io.kopeck.api.security;

import io.kopeck.platform.problem.Problem;
import io.kopeck.platform.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads each body into memory, up to {@value #JSON_BYTES_MAX} bytes, webhooks up to {@value #WEBHOOK_BYTES_MAX}: more is
 * a 413. Text that PostgreSQL cannot store is a 400 here, so that no controller has to think of it.
 */
final class BodyBounds extends OncePerRequestFilter {

    static final int JSON_BYTES_MAX = 64 * 1024;
    static final int WEBHOOK_BYTES_MAX = 256 * 1024;

    private static final int FORM_FIELDS_MAX = 1000;
    private static final String WEBHOOKS = "/api/v1/webhooks/";

    private final ProblemWriter problems;

    BodyBounds(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest checked;
        try {
            checked = request.getContentLengthLong() == 0 ? request : buffered(request, read(request));
            checkQuery(request);
        } catch (Problem problem) {
            problems.write(response, problem);
            return;
        }
        chain.doFilter(checked, response);
    }

    private static byte[] read(HttpServletRequest request) throws IOException {
        int bytesMax = request.getRequestURI().startsWith(WEBHOOKS) ? WEBHOOK_BYTES_MAX : JSON_BYTES_MAX;
        if (request.getContentLengthLong() > bytesMax) {
            throw tooLarge(bytesMax);
        }
        var body = request.getInputStream().readNBytes(bytesMax + 1);
        if (body.length > bytesMax) {
            throw tooLarge(bytesMax);
        }
        return body;
    }

    /** The server refuses what it cannot decode when parameters are first asked for; here that is still a 400. */
    private static void checkQuery(HttpServletRequest request) {
        if (request.getQueryString() == null) {
            return;
        }
        if (request.getQueryString().contains("%00")) {
            throw unstorable();
        }
        try {
            request.getParameterMap();
        } catch (IllegalStateException _) {
            throw Problem.badRequest("invalid_parameter", "The address has parameters that cannot be read");
        }
    }

    private static HttpServletRequest buffered(HttpServletRequest request, byte[] body) {
        var type = request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return new BufferedBody(request, body, form(body));
        }
        if (type.contains("json") && !TextCheck.isStorable(body)) {
            throw unstorable();
        }
        return new BufferedBody(request, body, Map.of());
    }

    private static Map<String, String[]> form(byte[] body) {
        var fields = new LinkedHashMap<String, List<String>>();
        var pairs = new String(body, StandardCharsets.UTF_8).split("&", FORM_FIELDS_MAX + 1);
        if (pairs.length > FORM_FIELDS_MAX) {
            throw Problem.badRequest("malformed_body", "The form has too many fields");
        }
        for (var pair : pairs) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        var form = new LinkedHashMap<String, String[]>();
        fields.forEach((name, values) -> form.put(name, values.toArray(String[]::new)));
        return form;
    }

    private static String decoded(String text) {
        try {
            var decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf('\0') >= 0) {
                throw unstorable();
            }
            return decoded;
        } catch (IllegalArgumentException _) {
            throw Problem.badRequest("malformed_body", "The form cannot be read");
        }
    }

    private static Problem tooLarge(int bytesMax) {
        return new Problem(413, "too_large", "The body is too large; the limit is " + bytesMax + " bytes");
    }

    private static Problem unstorable() {
        return Problem.badRequest("invalid_text", "The text has to be UTF-8, without the character U+0000 and without half surrogate pairs");
    }
}
