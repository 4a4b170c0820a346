package io.kopeck.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark from end to end, too short to say anything of speed. */
final class WalletBenchTest {

    @Test
    void measuresEveryWayAndProvesTheBooks(@TempDir Path directory) throws Exception {
        var printed = new ByteArrayOutputStream();
        var options = new WalletOptions(20, Duration.ofMillis(20));

        boolean fast;
        try (var sandbox = Sandbox.start(SandboxOptions.defaults()); var database = new BenchDatabase(directory, Map.of())) {
            fast = new WalletBench(database, sandbox.baseUri(), options, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
        }

        var report = printed.toString(StandardCharsets.UTF_8);
        assertThat(report).contains(
                "(a) plain transaction, spread", "(a) plain transaction, one hot wallet", "(b) service, spread", "(c) HTTP, one by one, spread",
                "(c) HTTP, batches of 100, one hot wallet", "the books show each of the", "ratio to (a)");
        assertThat(report).contains(fast ? "as fast as promised" : "NOT AS FAST as promised");
    }

    @Test
    void readsItsCommandLine() {
        assertThat(WalletOptions.parse(List.of())).contains(new WalletOptions(10_000, Duration.ofSeconds(2)));
        assertThat(WalletOptions.parse(List.of("--seconds", "1", "--wallets", "7"))).contains(new WalletOptions(7, Duration.ofSeconds(1)));
        for (var wrong : List.of(List.of("--wallets"), List.of("--wallets", "0"), List.of("--seconds", "x"), List.of("--charges", "1"))) {
            assertThat(WalletOptions.parse(wrong)).as("%s", wrong).isEqualTo(Optional.empty());
        }
    }
}
