package io.kopeck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.TestPostgres;
import io.kopeck.tools.GenerateJooq;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed jOOQ sources are what the migrations give, byte for byte. */
final class JooqSourcesTest {

    @Test
    void committedSourcesMatchTheMigrations(@TempDir Path directory) throws Exception {
        var database = TestPostgres.empty();

        GenerateJooq.generate(database.jdbcUrl(), database.user(), database.password(), directory);

        var committed = files(GenerateJooq.TARGET);
        var generated = files(directory);
        var all = new TreeSet<String>(committed.keySet());
        all.addAll(generated.keySet());
        assertThat(generated).isNotEmpty();
        assertThat(all).as("files that differ from what the migrations give: run ./kopeck jooq")
                .filteredOn(name -> !Objects.equals(committed.get(name), generated.get(name)))
                .isEmpty();
    }

    private static Map<String, String> files(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            var files = new TreeMap<String, String>();
            paths.filter(Files::isRegularFile).forEach(path -> files.put(root.relativize(path).toString(), read(path)));
            return files;
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
