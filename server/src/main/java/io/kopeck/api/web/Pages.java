package io.kopeck.api.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Renders the precompiled HTML pages, with a content policy that allows nothing but our own style and forms. */
@Component
public final class Pages {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.kopeck.api.pages");

    /** Renders a page; its parameters besides {@code ru}, which says whether Russian is wanted. */
    public ResponseEntity<String> render(String template, int status, HttpServletRequest request, Map<String, Object> parameters) {
        var all = new HashMap<>(parameters);
        all.put("ru", isRussian(request));
        var output = new StringOutput();
        engine.render(template, all, output);
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header("Content-Security-Policy", POLICY)
                .header("Vary", "Accept, Accept-Language")
                .body(output.toString());
    }

    /** Whether the request comes from a browser that wants a page rather than JSON. */
    public static boolean wanted(HttpServletRequest request) {
        var accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html") && !accept.startsWith("application/json");
    }

    /** Russian unless the browser prefers another language. */
    private static boolean isRussian(HttpServletRequest request) {
        var header = request.getHeader("Accept-Language");
        var asked = request.getParameter("lang");
        if (asked != null) {
            return !asked.equals("en");
        }
        return header == null || header.isBlank() || header.toLowerCase(Locale.ROOT).startsWith("ru");
    }
}
