package io.kopeck.catalog.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Fills an empty catalog at the server's start, from the file that {@code CATALOG_FILE} names or with the demo catalog.
 * A catalog that is not empty stays as it is. Runs before anybody can read the catalog.
 */
@Component(StartCatalog.NAME)
public final class StartCatalog implements InitializingBean {

    public static final String NAME = "startCatalog";

    private static final String DEMO = "catalog.yaml";
    private static final Logger log = LoggerFactory.getLogger(StartCatalog.class);

    private final CatalogStore store;
    private final CatalogWriter writer;
    private final Environment environment;

    StartCatalog(CatalogStore store, CatalogWriter writer, Environment environment) {
        this.store = store;
        this.writer = writer;
        this.environment = environment;
    }

    @Override
    public void afterPropertiesSet() {
        if (store.version() > 0) {
            return;
        }
        var file = environment.getProperty("CATALOG_FILE", "");
        var plan = file.isBlank() ? CatalogYaml.parse(demo()) : CatalogYaml.read(Path.of(file));
        writer.fill(plan).ifPresent(_ -> log.info("event=catalog_filled file={}", file.isBlank() ? "demo" : file));
    }

    private static byte[] demo() {
        try {
            return new ClassPathResource(DEMO).getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
