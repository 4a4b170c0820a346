package io.kopeck.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What is filled in where nothing was set, and what stops the start in production. */
class DefaultsTest {

    private static final Map<String, Object> PRODUCTION = Map.of(
            "ENV", "production", "DATABASE_URL", "postgresql://db/kopeck", "PUBLIC_URL", "https://pay.example.com",
            "SMTP_HOST", "mail.example.com");

    @TempDir
    private Path directory;

    @Test
    void everythingIsTheSandboxWhereNothingIsSet() {
        var environment = started(Map.of("SANDBOX_PORT", "9090"));

        assertThat(environment.getProperty("YOOKASSA_API_URL")).isEqualTo("http://127.0.0.1:9090/yookassa/v3");
        assertThat(environment.getProperty("CLOUDPAYMENTS_API_URL")).isEqualTo("http://127.0.0.1:9090/cloudpayments");
        assertThat(environment.getProperty("ROBOKASSA_API_URL")).isEqualTo("http://127.0.0.1:9090/robokassa");
        assertThat(new Mode(environment).isSandbox()).isTrue();
    }

    @Test
    void realCredentialsMeanTheRealAddressAndNoSandboxMode() {
        var environment = started(Map.of("CLOUDPAYMENTS_PUBLIC_ID", "pk_1", "CLOUDPAYMENTS_API_SECRET", "secret"));

        assertThat(environment.getProperty("CLOUDPAYMENTS_API_URL")).isEqualTo("https://api.cloudpayments.ru");
        assertThat(environment.getProperty("YOOKASSA_API_URL")).startsWith("http://127.0.0.1:");
        assertThat(new Mode(environment).isSandbox()).isFalse();
    }

    @Test
    void productionStartsWithOneAcquirer() {
        var environment = started(with(PRODUCTION, Map.of(
                "ROBOKASSA_LOGIN", "shop", "ROBOKASSA_PASSWORD1", "one", "ROBOKASSA_PASSWORD2", "two")));

        assertThat(environment.getProperty("ROBOKASSA_API_URL")).isNull();
        assertThat(environment.getProperty("YOOKASSA_API_URL")).isEqualTo("https://api.yookassa.ru/v3");
        assertThat(new Mode(environment).isSandbox()).isFalse();
    }

    @Test
    void productionListsEverythingThatIsMissing() {
        assertThatThrownBy(() -> started(Map.of("ENV", "production")))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContainingAll("DATABASE_URL", "PUBLIC_URL", "YOOKASSA_SHOP_ID", "YOOKASSA_SECRET_KEY", "SMTP_HOST");
        assertThatThrownBy(() -> started(with(PRODUCTION, Map.of("ROBOKASSA_LOGIN", "shop"))))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContainingAll("ROBOKASSA_PASSWORD1", "ROBOKASSA_PASSWORD2", "Robokassa");
    }

    @Test
    void productionRefusesTheSandboxAndItsSecrets() {
        var known = Map.<String, Object>of(
                "CLOUDPAYMENTS_PUBLIC_ID", "pk_1", "CLOUDPAYMENTS_API_SECRET", "test_kopeck_sandbox_secret",
                "CLOUDPAYMENTS_API_URL", "http://127.0.0.1:8090/cloudpayments");

        assertThatThrownBy(() -> started(with(PRODUCTION, known)))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContainingAll(
                        "CLOUDPAYMENTS_API_SECRET has the sandbox's well-known value",
                        "CLOUDPAYMENTS_API_URL points to a sandbox on this machine");
    }

    private ConfigurableEnvironment started(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources().addFirst(new MapPropertySource(
                "settings", with(settings, Map.of("KOPECK_CONFIG_DIR", directory.toString()))));
        new Defaults().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
