package io.kopeck.platform.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.kopeck.platform.config.Secret;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The connection pool, to the configured database or to an embedded PostgreSQL kept under {@code .kopeck/}.
 *
 * <p>The operator's commands set {@code kopeck.postgres.join}, to work beside a server that runs the embedded one, and
 * {@code kopeck.postgres.session-limits=false}, because a proof or a migration may take long.
 */
@Configuration(proxyBeanMethods = false)
class PostgresConfiguration {

    /** No session may hold a transaction, a lock or a statement for longer; the event log's readers rely on the first. */
    private static final String SESSION_LIMITS = "set transaction_timeout = '60s';"
            + " set idle_in_transaction_session_timeout = '30s'; set statement_timeout = '50s'; set lock_timeout = '20s'";

    @Bean
    DataSource dataSource(Environment environment) {
        var address = DatabaseAddress.from(environment).orElseGet(() -> embedded(environment));
        var config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password().reveal());
        config.setMaximumPoolSize(environment.getProperty("DATABASE_POOL_SIZE", Integer.class, 20));
        config.setConnectionTimeout(10_000);
        if (environment.getProperty("kopeck.postgres.session-limits", Boolean.class, true)) {
            config.setConnectionInitSql(SESSION_LIMITS);
        }
        config.setPoolName("kopeck");
        config.addDataSourceProperty("ApplicationName", "kopeck");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    private static DatabaseAddress embedded(Environment environment) {
        var directory = Path.of(environment.getProperty("KOPECK_DATA_DIR", ".kopeck")).resolve("postgres");
        if (environment.getProperty("kopeck.postgres.join", Boolean.class, false)) {
            var running = EmbeddedPostgres.running(directory);
            if (running.isPresent()) {
                return new DatabaseAddress(running.get().jdbcUrl(), running.get().user(), new Secret(running.get().password()));
            }
        }
        var postgres = EmbeddedPostgres.start(directory, Map.of());
        SpringApplication.getShutdownHandlers().add(postgres::close);
        return new DatabaseAddress(postgres.jdbcUrl(), postgres.user(), new Secret(postgres.password()));
    }
}
