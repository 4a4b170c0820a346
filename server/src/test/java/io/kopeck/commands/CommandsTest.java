package io.kopeck.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.commands.internal.QuietCommands;
import io.kopeck.testing.Sql;
import io.kopeck.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;

/** The command line as an operator sees it: output, errors in plain words, exit codes. */
@ExtendWith(QuietCommands.class)
final class CommandsTest {

    @Test
    void migratesAnEmptyDatabaseAndThenFindsNothingToDo() {
        var database = TestPostgres.empty();

        var first = run(database, "migrate");
        var second = run(database, "migrate");

        assertThat(first.out()).contains("applied  20261121.1000 platform", "The database is up to date now, at 20");
        assertThat(second.out()).startsWith("The database was up to date already, at 20").doesNotContain("applied");
        assertThat(List.of(first.code(), second.code())).containsOnly(0);
        assertThat(new Sql(database).number("select count(*) from identity.user_account")).isZero();
    }

    @Test
    void otherCommandsAskForAMigratedDatabase() throws IOException {
        var database = TestPostgres.empty();

        for (var run : List.of(run(database, "verify"), run(database, "catalog", "diff", demo().toString()))) {
            assertThat(run.err()).contains("migrations; ./kopeck migrate applies them").doesNotContain("\tat ");
            assertThat(run.code()).isOne();
        }
    }

    @Test
    void appliesACatalogToAnEmptyOneWithoutTheDemo(@TempDir Path directory) throws IOException {
        var database = TestPostgres.fresh();
        var mine = Files.writeString(directory.resolve("mine.yaml"), Files.readString(demo()).replace("cinema", "theatre"));

        var diff = run(database, "catalog", "diff", mine.toString());
        var dryRun = run(database, "catalog", "apply", mine.toString(), "--dry-run");
        assertThat(new Sql(database).number("select count(*) from catalog.product")).isZero();
        var applied = run(database, "catalog", "apply", mine.toString());
        var again = run(database, "catalog", "apply", mine.toString());

        assertThat(diff.out()).startsWith("Applying the file would change:").contains("product theatre: new");
        assertThat(dryRun.out()).isEqualTo(diff.out());
        assertThat(applied.out()).startsWith("Changed:").contains("product theatre: new");
        assertThat(again.out()).startsWith("Nothing to change");
        assertThat(new Sql(database).rows("select code from catalog.product", row -> row.getString(1))).containsExactly("theatre");
    }

    @Test
    void aWrongCatalogFileIsToldInPlainWords(@TempDir Path directory) throws IOException {
        var wrong = Files.writeString(directory.resolve("wrong.yaml"), Files.readString(demo()).replace("\"99.99\"", "\"much\""));

        var run = run(TestPostgres.fresh(), "catalog", "apply", wrong.toString());

        assertThat(run.err()).contains("The catalog cannot be applied:", "an amount is a decimal").doesNotContain("\tat ");
        assertThat(run.code()).isOne();
    }

    @Test
    void aDatabaseOutOfReachIsToldInPlainWords() {
        var nowhere = new TestPostgres.Database("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");

        var run = run(nowhere, "verify");

        assertThat(run.err()).contains("the database cannot be reached", "Check DATABASE_URL").doesNotContain("\tat ");
        assertThat(run.code()).isOne();
    }

    @Test
    void aBadSettingIsToldInPlainWords() {
        var run = run(new TestPostgres.Database("sqlite:///bot.db", "", ""), "migrate");

        assertThat(run.err()).contains("PostgreSQL is the only database").doesNotContain("\tat ");
        assertThat(run.code()).isOne();
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredWithTheUsage() {
        for (var words : List.of(
                List.of("nonsense"), List.of("verify", "more"), List.of("migrate", "more"), List.of("catalog"),
                List.of("catalog", "apply"), List.of("catalog", "burn", "file"), List.of("catalog", "diff", "file", "--dry-run"),
                List.of("catalog", "apply", "file", "--wet-run"))) {
            var run = captured(() -> Commands.one(words.getFirst(), words.subList(1, words.size())));

            assertThat(run.err()).as(words.toString()).startsWith("usage: ");
            assertThat(run.code()).as(words.toString()).isEqualTo(2);
        }
    }

    @Test
    void aUsedPortStopsTheStartAtOnceInPlainWords() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var process = new ProcessBuilder(List.of(
                    ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                    "io.kopeck.KopeckApplication", "--server.port=" + taken.getLocalPort(), "--logging.level.root=WARN"))
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).isOne();
            assertThat(output).contains("port " + taken.getLocalPort() + " cannot be used").doesNotContain("\tat ");
        }
    }

    private static Path demo() throws IOException {
        return new ClassPathResource("io/kopeck/catalog/cinema.yaml").getFile().toPath();
    }

    private static Run run(TestPostgres.Database database, String command, String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        words.add("--DATABASE_URL=" + database.jdbcUrl());
        words.add("--POSTGRES_USER=" + database.user());
        words.add("--POSTGRES_PASSWORD=" + database.password());
        return captured(() -> Commands.one(command, words));
    }

    private static Run captured(IntSupplier command) {
        var systemOut = System.out;
        var systemErr = System.err;
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int code = command.getAsInt();
            return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(systemOut);
            System.setErr(systemErr);
        }
    }

    private record Run(int code, String out, String err) {}
}
