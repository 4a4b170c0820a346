package io.kopeck.sandbox.checkout;

import io.kopeck.sandbox.http.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all pages share: the document around the content and the headers that lock it down. */
final class Frame {

    static final String STYLE_PATH = "/checkout/assets/checkout.css";

    private Frame() {}

    /**
     * A page.
     *
     * @param selfPath this page's address, for the language link; null: a page that cannot be asked for again
     * @param returnUrls where a form's answer may redirect to: browsers apply form-action to that redirect too
     */
    static Answer page(int status, Texts texts, String title, @Nullable String selfPath, List<String> returnUrls, String kind, String content) {
        var html = """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                </head>
                <body class="%s">
                <main>
                %s
                </main>
                <footer><p>%s</p>%s</footer>
                </body>
                </html>
                """.formatted(texts.code(), title, STYLE_PATH, kind, content, texts.get("sandbox"),
                selfPath == null ? "" : otherLanguage(texts, selfPath));
        var headers = new HashMap<>(headers(returnUrls));
        headers.put("Content-Type", "text/html;charset=UTF-8");
        headers.put("Content-Language", texts.code());
        return new Answer.Body(status, headers, html.getBytes(StandardCharsets.UTF_8));
    }

    private static String otherLanguage(Texts texts, String selfPath) {
        var other = texts.other().code();
        return "<p><a href=\"%s?lang=%s\" hreflang=\"%s\" lang=\"%s\">%s</a></p>".formatted(Html.escape(selfPath), other, other, other,
                texts.get("other_language"));
    }

    /** A page in English only, for the people who run the sandbox. */
    static Answer bare(String title, String body) {
        var html = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                </head>
                <body>
                %s
                </body>
                </html>
                """.formatted(title, STYLE_PATH, body);
        var headers = new HashMap<>(headers(List.of()));
        headers.put("Content-Type", "text/html;charset=UTF-8");
        return new Answer.Body(200, headers, html.getBytes(StandardCharsets.UTF_8));
    }

    static Answer redirect(String location) {
        var headers = new HashMap<>(headers(List.of()));
        headers.put("Location", asciiOnly(location));
        return new Answer.Body(303, headers, new byte[0]);
    }

    private static Map<String, String> headers(List<String> returnUrls) {
        return Map.of(
                "Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'" + returnUrls.stream().map(Frame::formTarget).distinct().collect(Collectors.joining())
                        + "; base-uri 'none'; frame-ancestors 'none'",
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "Referrer-Policy", "no-referrer",
                "Cache-Control", "no-store");
    }

    private static String formTarget(String returnUrl) {
        try {
            var uri = new URI(returnUrl);
            var scheme = uri.getScheme();
            if (scheme == null || !scheme.matches("[a-zA-Z][a-zA-Z0-9+.-]*")) {
                return "";
            }
            boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
            if (!web) {
                return " " + scheme + ":";
            }
            var host = uri.getHost();
            return host == null || !host.matches("[a-zA-Z0-9.:\\[\\]-]+") ? "" : " " + scheme + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        } catch (java.net.URISyntaxException e) {
            return "";
        }
    }

    private static String asciiOnly(String location) {
        try {
            return new URI(location).toASCIIString();
        } catch (java.net.URISyntaxException e) {
            return location.replaceAll("[^\\x21-\\x7e]", "");
        }
    }
}
