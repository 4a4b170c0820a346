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
        assertThat(options.cloudPayments().webhookUrl()).isEqualTo(URI.create("http://127.0.0.1:9000/api/v1/webhooks/cloudpayments"));
        assertThat(options.cloudPayments().publicId()).isEqualTo("test_api_kopeck_sandbox");
        assertThat(options.robokassa().webhookUrl()).isEqualTo(URI.create("http://127.0.0.1:9000/api/v1/webhooks/robokassa"));
        assertThat(options.robokassa().siteUrl()).isEqualTo(URI.create("http://127.0.0.1:9000/"));
        assertThat(options.robokassa().login()).isEqualTo("kopeck");
        assertThat(options.robokassa().hash()).isEqualTo("SHA256");
    }

    @ParameterizedTest
    @CsvSource({"SANDBOX_PORT,http", "SANDBOX_PORT,70000", "SANDBOX_SMTP_PORT,-2", "PORT,x", "YOOKASSA_SHOP_ID,shop",
        "SANDBOX_YOOKASSA_WEBHOOK_URL,nowhere", "SANDBOX_RECURRING,yes", "SANDBOX_PUBLIC_URL,ftp://x",
        "CLOUDPAYMENTS_PUBLIC_ID,a:b", "SANDBOX_CLOUDPAYMENTS_WEBHOOK_URL,nowhere",
        "ROBOKASSA_HASH,CRC32", "ROBOKASSA_LOGIN,мой магазин", "SANDBOX_ROBOKASSA_WEBHOOK_URL,nowhere", "SANDBOX_ROBOKASSA_SITE_URL,x"})
    void namesTheVariableThatIsWrong(String name, String value) {
        assertThatThrownBy(() -> new Environment(Map.of(name, value)).options()).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(name);
    }

    @Test
    void keepsTheSecretOutOfText() {
        assertThat(SandboxOptions.defaults().withCredentials("1", "hush").toString()).doesNotContain("hush");
        assertThat(new Environment(Map.of("ROBOKASSA_PASSWORD2", "hush")).options().toString()).doesNotContain("hush", "sandbox_password1");
        assertThatThrownBy(() -> new Environment(Map.of("SANDBOX_LOG", "loud")).logLevel()).hasMessageStartingWith("SANDBOX_LOG");
    }
}
