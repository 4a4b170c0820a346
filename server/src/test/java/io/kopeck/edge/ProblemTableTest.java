package io.kopeck.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares docs/problems.md with the codes in the sources, in both directions. */
final class ProblemTableTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern NUMBERED = Pattern.compile("new Problem\\(\\s*(\\d{3}),\\s*\"(\\w+)\"");
    private static final Pattern NAMED = Pattern.compile("(badRequest|unauthorized|forbidden|conflict|unprocessable)\\(\\s*\"([a-z0-9_]+)\"");
    private static final Map<String, Integer> STATUS =
            Map.of("badRequest", 400, "unauthorized", 401, "forbidden", 403, "conflict", 409, "unprocessable", 422);

    @Test
    void everyCodeOfTheSourcesIsDocumentedWithItsStatus() throws IOException {
        assertThat(ProblemTable.statuses()).isEqualTo(used());
    }

    @Test
    void rowsAreInOrder() throws IOException {
        var rows = Files.readAllLines(Path.of("../docs/problems.md")).stream().filter(line -> line.startsWith("| `")).toList();

        assertThat(rows).containsExactlyElementsOf(new TreeSet<>(rows));
    }

    private static Map<String, Integer> used() throws IOException {
        var used = new TreeMap<String, Integer>();
        used.put("not_found", 404);
        used.put("invalid_request", 400);
        try (var files = Files.walk(SOURCES)) {
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var source = Files.readString(file);
                NUMBERED.matcher(source).results().forEach(found -> used.put(found.group(2), Integer.valueOf(found.group(1))));
                NAMED.matcher(source).results().forEach(found -> used.put(found.group(2), STATUS.get(found.group(1))));
            }
        }
        return used;
    }
}
