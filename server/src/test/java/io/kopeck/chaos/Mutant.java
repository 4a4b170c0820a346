package io.kopeck.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A server with some lines of its own source changed. The changed classes are compiled into a directory that comes first
 * on its class path; everything else is the server as it is.
 */
record Mutant(List<Edit> edits, List<String> statements) {

    private static final Path SOURCES = Path.of("src/main/java/io/kopeck");

    /** One place in one file; a text that is not there exactly once fails the test, so that no mutant is the original. */
    record Edit(String file, String from, String to) {}

    /** Compiles the changed files; answers the class path of the broken server. */
    String classpath(Path directory) {
        if (edits.isEmpty()) {
            return System.getProperty("java.class.path");
        }
        try {
            var changed = directory.resolve("mutant-sources");
            var classes = directory.resolve("mutant-classes");
            Files.createDirectories(classes);
            var files = new ArrayList<String>();
            for (var edit : edits) {
                var target = changed.resolve(edit.file());
                Files.createDirectories(target.getParent());
                var text = Files.readString(Files.exists(target) ? target : SOURCES.resolve(edit.file()));
                if (text.split(Pattern.quote(edit.from()), -1).length != 2) {
                    throw new AssertionError(edit.file() + " does not hold exactly once: " + edit.from());
                }
                Files.writeString(target, text.replace(edit.from(), edit.to()));
                files.add(target.toString());
            }
            var classpath = System.getProperty("java.class.path");
            var arguments = Stream.concat(
                    Stream.of("-nowarn", "-proc:none", "-implicit:none", "-parameters", "-cp", classpath, "-d", classes.toString()),
                    files.stream().distinct()).toArray(String[]::new);
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
                throw new AssertionError("the mutant does not compile");
            }
            return classes + File.pathSeparator + classpath;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
