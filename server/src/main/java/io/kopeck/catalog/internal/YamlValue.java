package io.kopeck.catalog.internal;

import io.kopeck.catalog.BadCatalog.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in the file that notes what is wrong with it. Reading methods answer null after noting a problem, so that a
 * reader goes on and finds the others too.
 */
final class YamlValue {

    private static final int ENTRIES_MAX = 100;
    private static final int KEY_MAX = 60;
    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);

    private final String path;
    private final Node node;
    private final List<Problem> problems;

    YamlValue(String path, Node node, List<Problem> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /** Notes a problem here. */
    <T> @Nullable T wrong(String message) {
        problems.add(new Problem(path.isEmpty() ? "file" : path, message + " (line " + line() + ")"));
        return null;
    }

    /** A mapping with these keys and no others, each given at most once. */
    @Nullable Keys keys(String... known) {
        var entries = entries(ENTRIES_MAX);
        if (entries == null) {
            return null;
        }
        entries.forEach((key, value) -> {
            if (!List.of(known).contains(key)) {
                value.wrong("is no known key; known are " + String.join(", ", known));
            }
        });
        return new Keys(entries);
    }

    /** A mapping of at most so many entries, in the order of the file. */
    @Nullable Map<String, YamlValue> entries(int max) {
        if (!(node instanceof MappingNode mapping) || !node.getTag().equals(Tag.MAP)) {
            return wrong("is a mapping of keys to values");
        }
        if (mapping.getValue().size() > max) {
            return wrong("has at most " + max + " entries");
        }
        var entries = new LinkedHashMap<String, YamlValue>();
        for (var tuple : mapping.getValue()) {
            var key = key(tuple.getKeyNode());
            var value = new YamlValue(path.isEmpty() ? key : path + "." + key, tuple.getValueNode(), problems);
            if (entries.putIfAbsent(key, value) != null) {
                value.wrong("is given twice");
            }
        }
        return entries;
    }

    /** A list of at most so many items. */
    @Nullable List<YamlValue> items(int max) {
        if (!(node instanceof SequenceNode sequence) || !node.getTag().equals(Tag.SEQ)) {
            return wrong("is a list");
        }
        if (sequence.getValue().size() > max) {
            return wrong("has at most " + max + " items");
        }
        var items = new ArrayList<YamlValue>();
        for (var item : sequence.getValue()) {
            items.add(new YamlValue(path + "[" + items.size() + "]", item, problems));
        }
        return items;
    }

    /** A single value as it is written, whatever YAML takes it for: {@code 99.90} stays {@code 99.90}. */
    @Nullable String plain() {
        if (!(node instanceof ScalarNode scalar) || !PLAIN.contains(node.getTag())) {
            return wrong("is a single value");
        }
        return scalar.getValue();
    }

    /** A text; what YAML takes for a number or for yes and no has to be quoted. */
    @Nullable String text() {
        if (!(node instanceof ScalarNode scalar) || !node.getTag().equals(Tag.STR)) {
            return wrong("is a text, in quotes where it looks like something else");
        }
        return scalar.getValue();
    }

    @Nullable Boolean truth() {
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)) {
            if (scalar.getValue().equals("true")) {
                return true;
            }
            if (scalar.getValue().equals("false")) {
                return false;
            }
        }
        return wrong("is true or false");
    }

    @Nullable Integer number(int min, int max) {
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.INT)
                && scalar.getValue().matches("0|[1-9]\\d{0,8}")) {
            int number = Integer.parseInt(scalar.getValue());
            if (number >= min && number <= max) {
                return number;
            }
        }
        return wrong("is a whole number from " + min + " to " + max);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    private boolean isNothing() {
        return node.getTag().equals(Tag.NULL);
    }

    private int line() {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }

    private String key(Node key) {
        var text = key instanceof ScalarNode scalar ? scalar.getValue() : "?";
        var printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > KEY_MAX ? printable.substring(0, KEY_MAX) + "…" : printable;
    }

    /** Every item read; null when one could not be, after all were tried. */
    static <T> @Nullable List<T> all(@Nullable List<YamlValue> items, Reader<T> reader) {
        if (items == null) {
            return null;
        }
        var read = new ArrayList<@Nullable T>();
        items.forEach(item -> read.add(reader.read(item)));
        return read.contains(null) ? null : read.stream().map(Objects::requireNonNull).toList();
    }

    /** Reads a value, or notes what is wrong with it and answers null. */
    @FunctionalInterface
    interface Reader<T> {

        @Nullable T read(YamlValue value);
    }

    /** The keys of a mapping. */
    final class Keys {

        private final Map<String, YamlValue> entries;

        private Keys(Map<String, YamlValue> entries) {
            this.entries = entries;
        }

        /** The one key given, or empty when there are none or several. */
        Optional<String> only() {
            return entries.size() == 1 ? entries.keySet().stream().findFirst() : Optional.empty();
        }

        /** The value of a key that has to be there; null after a problem was noted. */
        <T> @Nullable T required(String key, Reader<T> reader) {
            var value = entries.get(key);
            if (value == null || value.isNothing()) {
                problems.add(new Problem(path.isEmpty() ? key : path + "." + key, "is missing (line " + line() + ")"));
                return null;
            }
            return reader.read(value);
        }

        boolean has(String key) {
            var value = entries.get(key);
            return value != null && !value.isNothing();
        }

        /** The value of a key, or what stands for it when it is not there; required when nothing does. */
        <T> @Nullable T orElse(String key, Reader<T> reader, @Nullable T otherwise) {
            return otherwise == null || has(key) ? required(key, reader) : otherwise;
        }

        /** The value of a key; null when it is not there, or after a problem was noted. */
        <T> @Nullable T optional(String key, Reader<T> reader) {
            var value = entries.get(key);
            return value == null || value.isNothing() ? null : reader.read(value);
        }
    }
}
