package io.kopeck.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Platform;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer carries, whoever gave it: a controller, a filter, the error page, or the web server itself. */
final class HeadersTest {

    private static final String NOTHING = "default-src 'none'";

    private final Platform platform = Platform.shared();

    static List<Case> answers() {
        return List.of(
                Case.of("API", "GET", "/api/v1/billing/tariffs", 200),
                Case.of("OpenAPI", "GET", "/api/v1/openapi.json", 200),
                Case.of("time", "GET", "/sandbox/clock", 200),
                Case.of("no bearer", "GET", "/api/v1/user/me", 401),
                Case.of("bad bearer", "GET", "/api/v1/user/me", 401).bearer("garbage"),
                Case.of("unknown page", "GET", "/nothing", 404),
                Case.of("unknown page for a browser", "GET", "/nothing", 404).with("Accept", "text/html"),
                Case.of("unknown asset", "GET", "/assets/nothing.css", 404),
                Case.of("unknown return page for a browser", "GET", "/billing/approve-payment/none", 404).with("Accept", "text/html"),
                Case.of("bad JSON", "POST", "/api/v1/user/login", 400).json("{"),
                Case.of("bad type", "POST", "/api/v1/user/login", 415).with("Content-Type", "text/plain"),
                Case.of("bad method", "PATCH", "/api/v1/user/login", 405),
                Case.of("not acceptable", "GET", "/api/v1/billing/tariffs", 406).with("Accept", "image/png"),
                Case.of("too large", "POST", "/api/v1/user/login", 413).json("x".repeat(70_000)),
                Case.of("stranger's webhook", "POST", "/yookassa/webhook", 403).with("X-Forwarded-For", "203.0.113.9").json("{}"),
                Case.of("encoded slash", "GET", "/api/v1/payments/a%2Fb", 400),
                Case.of("zero in the path", "GET", "/api/v1/payments/a%00", 400),
                Case.of("semicolon", "GET", "/api/v1/user;a=b/me", 400),
                Case.of("error page itself", "GET", "/error", 404),
                Case.of("page", "GET", "/", 200).with("Accept", "text/html"),
                Case.of("time machine", "GET", "/sandbox", 200).with("Accept", "text/html"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerIsStrict(Case request) {
        var answer = request.send(platform.baseUri());

        assertThat(answer.status()).isEqualTo(request.expected());
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Content-Security-Policy")).startsWith(NOTHING).contains("frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(header(answer, "Cache-Control")).contains("no-store");
        if (answer.status() >= 400) {
            assertThat(ProblemCheck.complaints(request, answer, 0)).isEmpty();
        }
        assertTellsNothingOfTheServer(answer);
    }

    @Test
    void refusedMethodNamesTheOthers() {
        assertThat(header(platform.http().send("PATCH", "/api/v1/user/login", null), "Allow")).contains("POST");
    }

    @Test
    void refusedBearerIsToldHow() {
        assertThat(header(platform.http().get("/api/v1/user/me"), "WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "GET /<script> HTTP/1.1\r\nHost: a\r\n", "GET / HTTP/9.9\r\nHost: a\r\n", "GET / HTTP/1.1\r\n", "G<>T / HTTP/1.1\r\nHost: a\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n", "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n", "TRACE / HTTP/1.1\r\nHost: a\r\n",
            "POST /api/v1/user/login HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nothing\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "LONG" + "\r\n", "GET /LONG HTTP/1.1\r\nHost: a\r\n"})
    void requestsThatAreHardlyHttpGetNoHtmlAndNoVersion(String head) {
        var answer = RawRequest.send(platform.baseUri(), head.replace("LONG", "x".repeat(20_000)));

        assertThat(answer).matches("(?s)HTTP/1\\.1 (4\\d\\d|501|505).*");
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("<html", "tomcat", "apache", "exception", "server:");
    }

    @Test
    void assetsMayBeCachedAndAreWhatTheySay() {
        var style = platform.http().get("/assets/kopeck.css").expect(200);

        assertThat(header(style, "Content-Type")).startsWith("text/css");
        assertThat(header(style, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(style, "Cache-Control")).doesNotContain("no-store");
    }

    @Test
    void pagesNeedNoScript() {
        var anna = Customer.signedUp(platform);
        var begun = anna.api().post("/api/v1/billing/payment-method", null).expect(201);
        var pending = Sql.text(platform, "select return_token from payments.payment where customer_id = '" + anna.id() + "'");
        assertThat(begun.text("confirmation_url")).isNotEmpty();

        for (var path : List.of("/", "/?lang=en", "/sandbox", "/sandbox?lang=en", "/billing/approve-payment-method/" + pending)) {
            var page = platform.http().with("Accept", "text/html").get(path).expect(200);
            assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(page.body()).startsWith("<!doctype html>").contains("<html lang=\"" + (path.endsWith("en") ? "en" : "ru"), "<h1>")
                    .doesNotContain("<script", "javascript:", " style=", "<style").doesNotContainPattern("\\son[a-z]+=");
            assertThat(header(page, "Content-Security-Policy")).isEqualTo(NOTHING
                    + "; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        }
    }

    private static void assertTellsNothingOfTheServer(Reply answer) {
        assertThat(answer.headers().keySet()).doesNotContain("server", "x-powered-by", "x-application-context", "set-cookie");
        assertThat(answer.headers().toString()).doesNotContainIgnoringCase("tomcat").doesNotContainIgnoringCase("spring");
    }

    private static String header(Reply answer, String name) {
        var values = answer.headers().getOrDefault(name.toLowerCase(Locale.ROOT), answer.headers().getOrDefault(name, List.of()));
        assertThat(values).as(name).hasSizeLessThanOrEqualTo(1);
        return values.isEmpty() ? "" : values.getFirst();
    }
}
