package io.kopeck.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands beside a running server use the server's embedded PostgreSQL. */
final class RunningPostgresTest {

    @Test
    void findsWhatRunsAndNothingElse(@TempDir Path directory) throws Exception {
        assertThat(EmbeddedPostgres.running(directory)).isEmpty();

        try (var postgres = EmbeddedPostgres.start(directory, Map.of("fsync", "off"))) {
            var running = EmbeddedPostgres.running(directory).orElseThrow();
            assertThat(running.jdbcUrl()).isEqualTo(postgres.jdbcUrl());
            try (var connection = DriverManager.getConnection(running.jdbcUrl(), running.user(), running.password())) {
                assertThat(connection.isValid(1)).isTrue();
            }
            assertThat(running.toString()).doesNotContain(running.password());
        }

        assertThat(EmbeddedPostgres.running(directory)).isEmpty();
    }

    @Test
    void aStalePidFileIsNotAServer(@TempDir Path directory) {
        EmbeddedPostgres.start(directory, Map.of("fsync", "off")).kill();

        assertThat(directory.resolve("data/postmaster.pid")).exists();
        assertThat(EmbeddedPostgres.running(directory)).isEmpty();
    }

    @Test
    void aSecondStartIsRefusedInPlainWords(@TempDir Path directory) {
        try (var _ = EmbeddedPostgres.start(directory, Map.of("fsync", "off"))) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory, Map.of()))
                    .isInstanceOf(PostgresUnavailable.class)
                    .hasMessageContaining("stop it first");
        }
    }
}
