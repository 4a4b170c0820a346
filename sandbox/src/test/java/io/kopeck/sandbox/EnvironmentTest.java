package io.kopeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program's settings. */
class EnvironmentTest {

    @Test
    void hasDefaults() {
        var options = new Environment(Map.of("PORT", "9000")).options();

        assertThat(options.port()).isEqualTo(8090);
        assertThat(options.smtpPort()).isEqualTo(8091);
        assertThat(options.webhookUrl()).isEqualTo(URI.create("http://127.0.0.1:9000/api/v1/webhooks/yookassa"));
        assertThat(options.dataDir()).isNull();
        assertThat(options.shopId()).isEqualTo("100500");
    }

    @ParameterizedTest
    @CsvSource({"SANDBOX_PORT,http", "SANDBOX_PORT,70000", "SANDBOX_SMTP_PORT,-2", "PORT,x", "YOOKASSA_SHOP_ID,shop",
        "SANDBOX_YOOKASSA_WEBHOOK_URL,nowhere", "SANDBOX_RECURRING,yes", "SANDBOX_PUBLIC_URL,ftp://x"})
    void namesTheVariableThatIsWrong(String name, String value) {
        assertThatThrownBy(() -> new Environment(Map.of(name, value)).options()).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(name);
    }

    @Test
    void keepsTheSecretOutOfText() {
        assertThat(SandboxOptions.defaults().withCredentials("1", "hush").toString()).doesNotContain("hush");
        assertThatThrownBy(() -> new Environment(Map.of("SANDBOX_LOG", "loud")).logLevel()).hasMessageStartingWith("SANDBOX_LOG");
    }
}
