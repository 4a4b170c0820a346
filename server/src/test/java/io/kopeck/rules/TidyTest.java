package io.kopeck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not stand in the sources, and what to write instead. */
final class TidyTest {

    private static final List<Rule> MAIN_RULES = List.of(
            new Rule("the wall clock", Source::code,
                    "\\b(Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime|Year|YearMonth)\\.now\\("
                            + "|System\\.currentTimeMillis|Clock\\.system|Clock\\.tick|new Date\\(\\)",
                    "inject java.time.Clock and ask it once per command",
                    Set.of("platform/time/OffsetClock.java"), // the one clock
                    "var now = Instant.now();"),
            new Rule("floating point", Source::code, "(?<!\\.)\\b(double|float|Double|Float)\\b",
                    "Money, long minor units or BigDecimal",
                    Set.of("bench/"), // measures time, not money
                    "double price = 99.99;"),
            new Rule("string SQL", Source::statements,
                    "\\.(execute|fetch\\w*|query|resultQuery|prepareStatement|batch)\\(\\s*\"|DSL\\.sql\\(|\\b(field|condition|table|sql)\\(\\s*\""
                            + "|\\b(JdbcTemplate|JdbcClient|UpdatableRecord)\\b",
                    "the typed DSL over generated tables",
                    Set.of("bench/", // makes a million rows, and reads PostgreSQL's own statistics
                            "chaos/"), // reads the finished database from outside, as somebody who mistrusts the server
                    "db.execute(\"delete from payments.payment\");"),
            new Rule("stored records", Source::code, "\\.(store|refresh)\\(\\)", "an update guarded by state and version, then Rows.exactlyOne",
                    Set.of("platform/time/"), // ClockOffset.refresh() reads the offset
                    "row.store();"),
            new Rule("sleeping", Source::code, "\\bThread\\.sleep\\(|\\.sleep\\(", "wait for the event itself, or make it due work of a job",
                    Set.of("platform/postgres/EmbeddedPostgres.java"), // watches a file of another process
                    "Thread.sleep(100);"),
            new Rule("Lombok", Source::code, "\\blombok\\b", "a record, or plain code", Set.of(), "import lombok.Data;"),
            new Rule("@Transactional", Source::code, "@Transactional\\b", "tx.execute(…), outside of any call to another system", Set.of(),
                    "@Transactional void charge() {}"));

    private static final List<Rule> ALL_RULES = List.of(
            new Rule("a mock library", Source::code, "\\b(mockito|Mockito|easymock|powermock|MockBean|MockitoBean|mockk)\\b",
                    "a fake that is real code: the sandbox, a TestClock, a stub server", Set.of(), "@MockitoBean Ledger ledger;"),
            new Rule("a test switched off", Source::code, "@(Disabled|Ignore|EnabledIf\\w*|DisabledIf\\w*)\\b", "mend it or delete it", Set.of(),
                    "@Disabled void settles() {}"),
            new Rule("unfinished work", Source::text, "\\b(FIXME|" + "TODO|XXX|HACK)\\b", "finish it, or open an issue", Set.of("rules/TidyTest.java"),
                    "// TODO later"),
            new Rule("a name that says nothing", Source::code,
                    "\\b(class|record|interface|enum)\\s+([A-Z]\\w*)?(Impl|Manager|Helper|Utils?|Base|DTO|Dto|Processor)(?![a-z0-9])\\w*",
                    "what the type does: …Policy decides, …Store persists, …Job is run by the scheduler", Set.of(), "class PaymentManager {}"),
            new Rule("a default where the compiler would find the missing case", Source::code, DefaultOverOwnType.PATTERN,
                    "a case for each state",
                    Set.of("api/security/SecurityProblems.java"), // Spring's exceptions, an open family
                    "return switch (state) { case State.Active a -> 1; default -> 2; };"),
            new Rule("a default over constants", Source::code, DefaultOverConstants.PATTERN, "a case for each constant",
                    Set.of(), "return switch (state) { case OPEN, HELD -> 1; default -> 2; };"));

    private static final List<Rule> TEST_RULES = List.of(
            new Rule("sleeping in a test", Source::code, "\\bThread\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\(", "a TestClock, or waiting for the event itself",
                    Set.of("testing/Await.java"), // the one place that waits, with a bound
                    "Thread.sleep(100);"));

    @Test
    void mainCodeIsTidy() throws IOException {
        assertThat(violations(MainSources.MAIN, Stream.concat(MAIN_RULES.stream(), ALL_RULES.stream()).toList())).isEmpty();
    }

    @Test
    void testsAreTidy() throws IOException {
        assertThat(violations(MainSources.TEST, Stream.concat(TEST_RULES.stream(), ALL_RULES.stream()).toList())).isEmpty();
    }

    @Test
    void everyMainPackageSaysWhatItIsFor() throws IOException {
        var without = MainSources.under(MainSources.MAIN).stream().map(Path::getParent).distinct()
                .filter(directory -> !isDescribed(directory.resolve("package-info.java")))
                .toList();

        assertThat(without).as("packages without a package-info.java that has a Javadoc and @NullMarked").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleCanFail(Rule rule) {
        assertThat(rule.violations("Sample.java", Source.of(rule.sample()))).hasSize(1);
        assertThat(rule.violations("Sample.java", Source.of("class Clean { void run() { log(\"ok\"); } }"))).isEmpty();
    }

    @Test
    void literalsAndCommentsAreNoCode() {
        var source = Source.of("a(\"double \\\" x\"); // double\n/* double\n */ b('\"'); c(\"\"\"\n  double \"q\"\n\"\"\"); d();");

        assertThat(source.code()).doesNotContain("double").contains("a(", "b(", "c(", "d();");
        assertThat(source.statements()).contains("a(\"double").doesNotContain("// double");
        assertThat(Source.line(source.code(), source.code().indexOf("b("))).isEqualTo(3);
    }

    static Stream<Rule> rules() {
        return Stream.of(MAIN_RULES, ALL_RULES, TEST_RULES).flatMap(List::stream);
    }

    private static List<String> violations(Path root, List<Rule> rules) throws IOException {
        var found = new ArrayList<String>();
        for (var path : MainSources.under(root)) {
            var name = root.resolve("io/kopeck").relativize(path).toString();
            var source = Source.of(Files.readString(path));
            rules.forEach(rule -> found.addAll(rule.violations(name, source)));
        }
        return found;
    }

    private static boolean isDescribed(Path packageInfo) {
        try {
            var text = Files.exists(packageInfo) ? Files.readString(packageInfo) : "";
            return text.startsWith("/**") && text.contains("@NullMarked");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Something that must not be written.
     *
     * @param instead what to write
     * @param allowed files, or directories ending in a slash, where it is right; each with its reason beside it
     * @param sample text that breaks the rule
     */
    record Rule(String what, Function<Source, String> view, Pattern pattern, String instead, Set<String> allowed, String sample) {

        Rule(String what, Function<Source, String> view, String pattern, String instead, Set<String> allowed, String sample) {
            this(what, view, Pattern.compile(pattern), instead, allowed, sample);
        }

        List<String> violations(String file, Source source) {
            if (allowed.stream().anyMatch(file::startsWith)) {
                return List.of();
            }
            var looked = view.apply(source);
            return pattern.matcher(looked).results()
                    .map(hit -> file + ":" + Source.line(looked, hit.start()) + " has " + what + "; instead: " + instead)
                    .toList();
        }

        @Override
        public String toString() {
            return what;
        }
    }

    /** A switch, up to two levels of braces deep, with a case for a nested type (a sealed family's member) and a default. */
    private static final class DefaultOverOwnType {

        static final String BLOCK = "(?:[^{}]|\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})*?";
        static final String PATTERN =
                "switch\\s*\\([^{]*\\)\\s*\\{" + BLOCK + "case\\s+[A-Z]\\w*\\.[A-Z]\\w*[\\s(]" + BLOCK + "\\bdefault\\s*(->|:)";
    }

    /** The same with a case for a constant. */
    private static final class DefaultOverConstants {

        static final String PATTERN = "switch\\s*\\([^{]*\\)\\s*\\{" + DefaultOverOwnType.BLOCK + "case\\s+[A-Z][A-Z0-9_]+\\s*(,|->|:)"
                + DefaultOverOwnType.BLOCK + "\\bdefault\\s*(->|:)";
    }
}
