package io.kopeck.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Markup in what is sold, in what the acquirer says and in what staff types stays text wherever it is shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileTextTest {

    private static final String MARKUP = "<script>alert(1)</script><b onmouseover=alert(2)>\"'&";

    private Platform platform;
    private Customer anna;

    @BeforeAll
    void start(@TempDir Path directory) {
        platform = Platform.start(Map.of("CATALOG_FILE", catalog(directory).toString()));
        anna = Customer.signedUp(platform);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void tariffTitleIsJsonTextInTheApi() {
        var tariffs = platform.http().with("Accept", "text/html,application/json").get("/api/v1/billing/tariffs").expect(200);

        assertThat(tariffs.headers().get("content-type")).containsExactly("application/json");
        assertThat(tariffs.text("results.0.title")).isEqualTo(MARKUP);
    }

    @Test
    void tariffTitleIsTextOnTheCheckoutPage() {
        var method = anna.bind(Customer.GOOD_CARD);
        platform.sandbox().fault("charge", "requires_3ds", "times", 1);
        var url = anna.subscribe(Customer.WEEK, method).expect(202).text("confirmation_url");

        var page = new Http(java.net.URI.create(url)).get(url).body() + new Http(java.net.URI.create(url)).get(url + "/3ds").body();

        assertThat(page).doesNotContain("<script>alert", "<b onmouseover");
    }

    @Test
    void declineCodeAndAddressAreTextOnTheReturnPage() {
        var boris = Customer.signedUp(platform);
        boris.api().post("/api/v1/billing/payment-method", null).expect(201);
        assertThat(Sql.update(platform, ("update payments.payment set state = 'failed', decline_code = '%s', confirmation_url = null "
                + "where customer_id = '%s'").formatted(MARKUP.replace("'", "''"), boris.id()))).isEqualTo(1);
        var key = Sql.text(platform, "select return_token from payments.payment where customer_id = '" + boris.id() + "'");

        for (var language : List.of("ru", "en")) {
            var page = platform.http().with("Accept", "text/html").get("/billing/approve-payment-method/" + key + "?lang=" + language).expect(200);
            assertThat(page.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;b onmouseover=alert(2)&gt;")
                    .doesNotContain("<script", "<b on");
        }
        var problem = boris.api().get("/api/v1/billing/approve-payment-method/" + key).expect(402);
        assertThat(problem.headers().get("content-type")).containsExactly("application/problem+json");
    }

    @Test
    void languageAndHeadersAreNeverRepeatedOnAPage() {
        var page = platform.http().with("Accept", "text/html").with("Accept-Language", "\"><script>x</script>").with("User-Agent", "<script>")
                .get("/?lang=%22%3E%3Cscript%3E&x=%3Cscript%3E").expect(200);

        assertThat(page.body()).doesNotContain("<script");
    }

    @Test
    void freeTextIsKeptAsItIs() {
        var root = platform.http().with("Authorization", "Bearer " + platform.http().post("/api/v1/user/login",
                Map.of("email", "root@kopeck.test", "password", "root-password-1")).expect(200).text("access_token"));
        var before = Sql.text(platform, "select count(*)::text from identity.api_key");
        for (var text : Samples.HOSTILE) {
            var created = root.post("/api/v1/user/api-keys", Map.of("name", "a" + text + "a", "scopes", List.of("read"))).expect(201);
            assertThat(created.text("name")).isEqualTo("a" + text + "a");
        }

        assertThat(Integer.parseInt(Sql.text(platform, "select count(*)::text from identity.api_key")))
                .isEqualTo(Integer.parseInt(before) + Samples.HOSTILE.size());
        assertThat(root.get("/api/v1/user/api-keys?page_size=100").expect(200).body()).doesNotContain("\r", "\n");
    }

    private static Path catalog(Path directory) {
        try (var demo = HostileTextTest.class.getResourceAsStream("/catalog.yaml")) {
            var text = new String(demo.readAllBytes(), StandardCharsets.UTF_8);
            var quoted = "\"" + MARKUP.replace("\"", "\\\"") + "\"";
            return Files.writeString(directory.resolve("catalog.yaml"), text
                    .replace("title: Еженедельная подписка", "title: " + quoted)
                    .replace("description: Еженедельная подписка", "description: " + quoted)
                    .replace("title: Онлайн-кинотеатр", "title: " + quoted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
