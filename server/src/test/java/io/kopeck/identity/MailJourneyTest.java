package io.kopeck.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Platform;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The mail as it goes over SMTP, caught by the sandbox. */
final class MailJourneyTest {

    private static final Pattern LINK = Pattern.compile("/confirm-email\\?token=([0-9a-f]{64})");

    private final Platform platform = Platform.shared();

    @Test
    void mailedLinkConfirmsTheAddress() {
        platform.http().post("/api/v1/user/signup", Map.of("email", "smtp@example.com", "password", IdentityServer.PASSWORD)).expect(201);

        platform.settleDown();
        var caught = platform.sandbox().http().get("/control/mail?to=smtp@example.com").expect(200);

        assertThat(caught.body()).contains("Подтвердите адрес почты").contains("Здравствуйте!");
        var link = LINK.matcher(caught.body());
        assertThat(link.find()).isTrue();
        platform.http().post("/api/v1/user/confirm", Map.of("token", link.group(1))).expect(200);
    }
}
