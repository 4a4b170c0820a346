package io.kopeck.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A catalog file that cannot be applied; nothing of it was. Lists everything that is wrong with it. */
public final class BadCatalog extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public BadCatalog(List<Problem> problems) {
        super(problems.stream().map(Problem::toString)
                .collect(Collectors.joining("\n  - ", "The catalog cannot be applied:\n  - ", "")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing to correct.
     *
     * @param path where in the file, such as {@code products.cinema.tariffs[1].price}
     */
    public record Problem(String path, String message) {

        @Override
        public String toString() {
            return path + ": " + message;
        }
    }
}
