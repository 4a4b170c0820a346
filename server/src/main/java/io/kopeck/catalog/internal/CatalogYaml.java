package io.kopeck.catalog.internal;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.BadCatalog;
import io.kopeck.catalog.BadCatalog.Problem;
import io.kopeck.catalog.internal.CatalogPlan.PlannedProduct;
import io.kopeck.kernel.ProductCode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a catalog file strictly.
 *
 * <p>The YAML is only composed into a tree of texts, never constructed into objects: no type named in the file is ever
 * looked at, and a price is read as written, not by way of a binary fraction.
 */
public final class CatalogYaml {

    static final int BYTES_MAX = 256 * 1024;

    private static final int ALIASES_MAX = 20;
    private static final int DEPTH_MAX = 20;
    private static final int ACCOUNTS_MAX = 50;
    private static final int SETTINGS_MAX = 50;
    private static final int PRODUCTS_MAX = 100;

    private final List<Problem> problems = new ArrayList<>();

    private CatalogYaml() {}

    /**
     * Reads a file.
     *
     * @throws BadCatalog with all problems, also when it cannot be read at all
     */
    public static CatalogPlan read(Path path) {
        try (var input = Files.newInputStream(path)) {
            return parse(input.readNBytes(BYTES_MAX + 1));
        } catch (IOException e) {
            var bad = new BadCatalog(List.of(new Problem("file", path + " cannot be read")));
            bad.initCause(e);
            throw bad;
        }
    }

    /**
     * Reads the file's content, UTF-8.
     *
     * @throws BadCatalog with all problems
     */
    public static CatalogPlan parse(byte[] content) {
        var reading = new CatalogYaml();
        var root = reading.compose(content);
        var plan = root == null ? null : reading.plan(root, sha256(content));
        if (plan == null || !reading.problems.isEmpty()) {
            throw new BadCatalog(reading.problems);
        }
        return plan;
    }

    private @Nullable YamlValue compose(byte[] content) {
        if (content.length > BYTES_MAX) {
            return unreadable("is larger than " + BYTES_MAX / 1024 + " KiB");
        }
        var options = new LoaderOptions();
        options.setCodePointLimit(BYTES_MAX);
        options.setMaxAliasesForCollections(ALIASES_MAX);
        options.setNestingDepthLimit(DEPTH_MAX);
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            var parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
            Node root = new Composer(parser, new Resolver(), options).getSingleNode();
            return root == null ? unreadable("is empty") : new YamlValue("", root, problems);
        } catch (CharacterCodingException e) {
            return unreadable("is not UTF-8");
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            return unreadable("is no YAML: " + e.getProblem()
                    + (mark == null ? "" : " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")"));
        } catch (YAMLException e) {
            return unreadable("is no YAML: " + e.getMessage());
        }
    }

    private @Nullable YamlValue unreadable(String message) {
        problems.add(new Problem("file", message));
        return null;
    }

    private @Nullable CatalogPlan plan(YamlValue root, String hash) {
        var keys = root.keys("default_product", "accounts", "products", "promo_codes");
        if (keys == null) {
            return null;
        }
        var accounts = keys.required("accounts", value -> named(value, ACCOUNTS_MAX, CatalogYaml::account));
        var products = keys.required("products", value -> products(value, accounts == null ? null : accounts.keySet()));
        var defaultProduct = keys.required("default_product", value -> defaultProduct(value, products));
        var promoCodes = keys.optional("promo_codes", value -> new PromoReader(products).codes(value));
        if (accounts == null || products == null || defaultProduct == null || !problems.isEmpty()) {
            return null;
        }
        return new CatalogPlan(hash, defaultProduct, List.copyOf(accounts.values()), List.copyOf(products.values()),
                promoCodes == null ? List.of() : promoCodes);
    }

    private @Nullable Map<String, @Nullable PlannedProduct> products(YamlValue value, @Nullable Set<String> accounts) {
        var reader = new ProductReader(accounts);
        return named(value, PRODUCTS_MAX, reader::product);
    }

    private static @Nullable ProductCode defaultProduct(YamlValue value, @Nullable Map<String, ?> products) {
        var code = YamlScalars.productCode(value);
        if (code != null && products != null && !products.containsKey(code.value())) {
            return value.wrong("is none of the products in this file");
        }
        return code;
    }

    private static @Nullable AcquirerAccount account(String name, YamlValue value) {
        var keys = value.keys("provider", "settings");
        if (keys == null) {
            return null;
        }
        var provider = keys.required("provider", YamlScalars::name);
        var settings = keys.required("settings", CatalogYaml::settings);
        return provider == null || settings == null ? null : new AcquirerAccount(name, provider, settings);
    }

    private static @Nullable Map<String, String> settings(YamlValue value) {
        var entries = value.entries(SETTINGS_MAX);
        if (entries == null) {
            return null;
        }
        var settings = new LinkedHashMap<String, String>();
        entries.forEach((name, entry) -> {
            var variable = YamlScalars.variable(entry);
            if (!name.matches("[a-z][a-z0-9_]{0,39}")) {
                entry.wrong("is not a setting's name: 1 to 40 of a-z, 0-9 and _, beginning with a letter");
            } else if (variable != null) {
                settings.put(name, variable);
            }
        });
        return settings;
    }

    /** At least one thing by name; what could not be read stands there as null, so that references to it are found. */
    private static <T> @Nullable Map<String, @Nullable T> named(
            YamlValue value, int max, BiFunction<String, YamlValue, @Nullable T> reader) {
        var entries = value.entries(max);
        if (entries == null) {
            return null;
        }
        if (entries.isEmpty()) {
            return value.wrong("has at least one entry");
        }
        var things = new LinkedHashMap<String, @Nullable T>();
        entries.forEach((name, entry) -> {
            if (!ProductCode.isValid(name)) {
                entry.wrong("is not a name: 1 to 40 of a-z, 0-9, _ and -, beginning with a letter");
            }
            things.put(name, ProductCode.isValid(name) ? reader.apply(name, entry) : null);
        });
        return things;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
