package io.kopeck.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;

/** Products with every policy there is, all paid through YooKassa. */
public final class Shops {

    public static final String MOVIX_MONTH = "00000000-0000-4000-8000-000000000101";
    public static final String MOVIX_QUARTER = "00000000-0000-4000-8000-000000000102";
    public static final String MOVIX_YEAR = "00000000-0000-4000-8000-000000000104";
    public static final String CHANNEL_MONTH = "00000000-0000-4000-8000-000000000201";
    public static final String GYM_BASIC = "00000000-0000-4000-8000-000000000301";
    public static final String GYM_PLUS = "00000000-0000-4000-8000-000000000302";
    public static final String GYM_TRIAL = "00000000-0000-4000-8000-000000000303";

    private static final class Shared {
        private static final Platform INSTANCE = Platform.start(Map.of("CATALOG_FILE", catalog()));
    }

    private Shops() {}

    /** Started once per run; each test works with customers of its own. */
    public static Platform platform() {
        return Shared.INSTANCE;
    }

    private static String catalog() {
        try {
            var file = Files.createTempFile("shops", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text("io/kopeck/catalog/cinema.yaml") + text("io/kopeck/testing/shops.yaml")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) throws IOException {
        return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
    }
}
