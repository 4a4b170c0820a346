package io.kopeck.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The codes that docs/problems.md names, with their statuses. */
final class ProblemTable {

    private static final Path DOCUMENT = Path.of("../docs/problems.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (\\d{3}) \\|.*");

    private ProblemTable() {}

    static Map<String, Integer> statuses() {
        var table = new TreeMap<String, Integer>();
        try {
            for (var line : Files.readAllLines(DOCUMENT)) {
                var row = ROW.matcher(line);
                if (row.matches()) {
                    table.put(row.group(1), Integer.valueOf(row.group(2)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
