package io.kopeck.subscriptions.internal.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code transitions.txt}: state, command, and the result for all products or for cinema, movix and channel. */
final class TransitionsTable {

    private static final Map<String, Map<String, String>> ROWS = read();

    private TransitionsTable() {}

    static Map<String, Map<String, String>> rows() {
        return ROWS;
    }

    private static Map<String, Map<String, String>> read() {
        var rows = new LinkedHashMap<String, Map<String, String>>();
        for (var line : text().lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList()) {
            var cells = line.split("\\|");
            if (cells.length != 3 && cells.length != 5) {
                throw new IllegalStateException("a row has one result or three: " + line);
            }
            var results = cells.length == 3
                    ? Map.of("cinema", cells[2].strip(), "movix", cells[2].strip(), "channel", cells[2].strip())
                    : Map.of("cinema", cells[2].strip(), "movix", cells[3].strip(), "channel", cells[4].strip());
            if (rows.put(cells[0].strip() + " × " + cells[1].strip(), results) != null) {
                throw new IllegalStateException("a row stands twice: " + line);
            }
        }
        return rows;
    }

    private static String text() {
        try (var in = TransitionsTable.class.getResourceAsStream("transitions.txt")) {
            if (in == null) {
                throw new IllegalStateException("transitions.txt stands beside this class in the test resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
