package io.kopeck.platform.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertiesPropertySource;

/**
 * Reads {@code .env} files and fills what was left unset.
 *
 * <p>The environment wins over {@code .env.<ENV>}, then {@code .env.local}, then {@code .env}, then defaults. Without
 * acquirer credentials the sandbox's are used; with real ones the acquirer's own address is.
 */
final class Defaults implements EnvironmentPostProcessor {

    private static final List<String> ENVIRONMENTS = List.of("test", "ci", "production");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var name = environment.getProperty("ENV", "");
        var directory = Path.of(environment.getProperty("KOPECK_CONFIG_DIR", "."));
        if (ENVIRONMENTS.contains(name)) {
            addFile(environment, directory.resolve(".env." + name));
        }
        addFile(environment, directory.resolve(".env.local"));
        addFile(environment, directory.resolve(".env"));
        environment.getPropertySources().addLast(new MapPropertySource("kopeck-defaults", defaults(environment)));
        if ("production".equals(name)) {
            ProductionRules.check(environment);
        }
    }

    private static Map<String, Object> defaults(ConfigurableEnvironment environment) {
        var values = new LinkedHashMap<String, Object>();
        var sandboxPort = environment.getProperty("SANDBOX_PORT", "8090");
        boolean production = "production".equals(environment.getProperty("ENV"));
        for (var provider : ProviderSettings.ALL) {
            boolean real = !environment.containsProperty(provider.url()) && provider.missing(environment).isEmpty();
            if (production || real) {
                putUnlessEmpty(values, provider.url(), provider.liveUrl());
            } else {
                values.put(provider.url(), "http://127.0.0.1:" + sandboxPort + provider.sandboxPath());
                values.putAll(provider.sandboxValues());
            }
        }
        return values;
    }

    private static void putUnlessEmpty(Map<String, Object> values, String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }

    private static void addFile(ConfigurableEnvironment environment, Path file) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        properties.replaceAll((_, value) -> unquoted(value.toString().strip()));
        environment.getPropertySources().addLast(new PropertiesPropertySource(file.toString(), properties));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
