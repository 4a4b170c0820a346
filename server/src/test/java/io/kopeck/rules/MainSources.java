package io.kopeck.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The source files that the rules look at. */
final class MainSources {

    static final Path MAIN = Path.of("src/main/java");
    static final Path TEST = Path.of("src/test/java");

    private MainSources() {}

    static List<Path> under(Path root) {
        try (var paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all top-level types of the main code, generated code aside. */
    static Set<String> typeNames() {
        return under(MAIN).stream()
                .map(path -> MAIN.relativize(path).toString().replace('/', '.').replaceFirst("\\.java$", ""))
                .collect(Collectors.toSet());
    }
}
