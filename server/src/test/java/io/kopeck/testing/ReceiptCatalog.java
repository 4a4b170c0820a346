package io.kopeck.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.springframework.core.io.ClassPathResource;

/** The shipped catalog with fiscal receipts turned on for every product. */
public final class ReceiptCatalog {

    private ReceiptCatalog() {}

    /** Where it is written, for {@code CATALOG_FILE}. */
    public static String file() {
        try {
            var catalog = new ClassPathResource("catalog.yaml").getContentAsString(StandardCharsets.UTF_8);
            var file = Files.createTempFile("receipts", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, catalog.replaceAll("(receipts:[^\\n]*\\n\\s+enabled: )false", "$1true")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
