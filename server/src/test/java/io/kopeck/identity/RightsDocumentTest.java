package io.kopeck.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RightsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/rights.md");

    @Test
    void staffTableOfTheDocumentIsTheOneInCode() throws IOException {
        var expected = new ArrayList<List<String>>();
        for (var right : Right.values()) {
            var row = new ArrayList<>(List.of("`" + right.name() + "`", right.meaning()));
            Arrays.stream(StaffRole.values()).forEach(role -> row.add(role.rights().contains(right) ? "yes" : "no"));
            expected.add(row);
        }

        assertThat(rowsAfter("## Staff roles")).containsExactlyElementsOf(expected);
        assertThat(header("## Staff roles")).endsWith("superuser", "support", "finance");
    }

    @Test
    void scopeTableOfTheDocumentIsTheOneInCode() throws IOException {
        var documented = rowsAfter("## Scopes of service keys").stream()
                .collect(Collectors.toMap(List::getFirst, row -> List.of(row.get(1).split(", "))));

        assertThat(documented).hasSameSizeAs(KeyScope.values());
        for (var scope : KeyScope.values()) {
            assertThat(documented.get("`" + scope.wireName() + "`"))
                    .as(scope.wireName())
                    .containsExactlyInAnyOrderElementsOf(scope.rights().stream().map(right -> "`" + right + "`").toList());
        }
    }

    @Test
    void noScopeManagesUsersOrKeys() {
        for (var scope : KeyScope.values()) {
            assertThat(scope.rights()).doesNotContain(Right.MANAGE_KEYS, Right.MANAGE_USERS);
        }
    }

    private static List<List<String>> rowsAfter(String heading) throws IOException {
        return table(heading).stream().skip(2).toList();
    }

    private static List<String> header(String heading) throws IOException {
        return table(heading).getFirst();
    }

    private static List<List<String>> table(String heading) throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|")).map(String::strip).toList())
                .toList();
    }
}
