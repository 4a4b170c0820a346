package io.kopeck.platform.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.env.Environment;

/**
 * The settings of one payment provider.
 *
 * @param title how people call it
 * @param url the variable with the address of its API
 * @param liveUrl its real address; empty where the adapter knows it better
 * @param sandboxPath where the sandbox plays it
 * @param sandboxValues the variables with its credentials, and the values that the sandbox knows. They stand in the
 *     documentation: nothing real may be guarded by them
 */
record ProviderSettings(String title, String url, String liveUrl, String sandboxPath, Map<String, String> sandboxValues) {

    static final List<ProviderSettings> ALL = List.of(
            new ProviderSettings("YooKassa", "YOOKASSA_API_URL", "https://api.yookassa.ru/v3", "/yookassa/v3", Map.of(
                    "YOOKASSA_SHOP_ID", "100500", "YOOKASSA_SECRET_KEY", "test_kopeck_sandbox_key")),
            new ProviderSettings("CloudPayments", "CLOUDPAYMENTS_API_URL", "https://api.cloudpayments.ru", "/cloudpayments", Map.of(
                    "CLOUDPAYMENTS_PUBLIC_ID", "test_api_kopeck_sandbox",
                    "CLOUDPAYMENTS_API_SECRET", "test_kopeck_sandbox_secret",
                    "CLOUDPAYMENTS_INN", "7708806062")),
            new ProviderSettings("Robokassa", "ROBOKASSA_API_URL", "", "/robokassa", Map.of(
                    "ROBOKASSA_LOGIN", "kopeck", "ROBOKASSA_PASSWORD1", "sandbox_password1",
                    "ROBOKASSA_PASSWORD2", "sandbox_password2", "ROBOKASSA_PASSWORD3", "sandbox_password3",
                    "ROBOKASSA_TEST_PASSWORD1", "sandbox_test1", "ROBOKASSA_TEST_PASSWORD2", "sandbox_test2",
                    "ROBOKASSA_HASH", "SHA256")));

    /** Without these it cannot be used; the others have a use of their own. */
    private static final List<String> OPTIONAL = List.of(
            "CLOUDPAYMENTS_INN", "ROBOKASSA_PASSWORD3", "ROBOKASSA_TEST_PASSWORD1", "ROBOKASSA_TEST_PASSWORD2", "ROBOKASSA_HASH");

    ProviderSettings {
        sandboxValues = Map.copyOf(sandboxValues);
    }

    /** The credentials that have to be set, in order. */
    List<String> required() {
        return sandboxValues.keySet().stream().filter(name -> !OPTIONAL.contains(name)).sorted().toList();
    }

    List<String> missing(Environment environment) {
        return required().stream().filter(name -> environment.getProperty(name, "").isBlank()).toList();
    }

    boolean isMentioned(Environment environment) {
        return missing(environment).size() < required().size();
    }

    /** The secrets that have the value everybody knows. */
    List<String> wellKnown(Environment environment) {
        return new TreeMap<>(sandboxValues).entrySet().stream()
                .filter(secret -> secret.getValue().contains("sandbox") && secret.getValue().equals(environment.getProperty(secret.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
