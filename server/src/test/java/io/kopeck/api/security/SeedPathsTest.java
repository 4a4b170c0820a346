package io.kopeck.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.identity.IdentityServer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeedPathsTest {

    private final IdentityServer server = IdentityServer.shared();

    @ParameterizedTest
    @CsvSource({
            "/billing/probe, /api/v1/billing/probe",
            "/billing/tariffs, /api/v1/billing/tariffs",
            "/billing/approve-payment/0123, /api/v1/billing/approve-payment/0123",
            "/subscriptions, /api/v1/subscriptions",
            "/subscriptions/, /api/v1/subscriptions",
            "/subscriptions/probe, /api/v1/subscriptions/probe",
            "/subscription/probe, /api/v1/subscriptions/probe",
            "/subscription, /api/v1/subscriptions",
            "/payments/probe, /api/v1/payments/probe",
            "/yookassa/health, /api/v1/yookassa/health"})
    void barePathAnswersAsThePathUnderTheApi(String bare, String path) {
        var logIn = server.newLogIn();

        var viaBare = server.get(bare + "?a=1&b=%20").as(logIn).expect(200);
        var viaApi = server.get(path + "?a=1&b=%20").as(logIn).expect(200);

        assertThat(viaBare.body()).isEqualTo(viaApi.body());
        assertThat(viaBare.text("path")).isEqualTo(path);
        assertThat(viaBare.text("url")).isEqualTo("http://127.0.0.1:" + server.port() + path);
    }

    @Test
    void barePathsHaveTheSameRights() {
        server.get("/billing/probe").expectProblem(401, "unauthorized");
        server.get("/billing/tariffs").expect(200);
        server.call("POST", "/billing/tariffs", null).expectProblem(401, "unauthorized");
        server.get("/payments/anything").expectProblem(401, "unauthorized");
        server.get("/yookassa/health").expect(200);
    }

    @Test
    void webhookOfTheSeedArrives() {
        var answer = server.call("POST", "/yookassa/webhook", BodyPublishers.ofString("{}")).expect(200);

        assertThat(answer.text("path")).isEqualTo("/api/v1/webhooks/yookassa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/billingx/probe", "/subscriptionx", "/yookassa", "/yookassa/other", "/paymentsx", "/user/me", "/webhooks/yookassa"})
    void otherPathsAreNotTouched(String path) {
        server.get(path).expectProblem(404, "not_found");
    }
}
