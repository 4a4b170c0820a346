package io.kopeck.commands.internal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * Starts what a command needs and nothing more: no web server, no jobs, nothing that fills an empty database.
 *
 * <p>The configurations below carry no stereotype, so that the server's own scan passes them over.
 */
final class CommandContext {

    private static final List<String> COMMON_SETTINGS = List.of(
            "--logging.level.root=ERROR",
            "--DATABASE_POOL_SIZE=3",
            "--kopeck.postgres.join=true",
            "--kopeck.postgres.session-limits=false");

    private CommandContext() {}

    /** {@code settings} as {@code --NAME=value}; they win over the environment. */
    static ConfigurableApplicationContext start(List<String> settings, Class<?>... configurations) {
        var application = new SpringApplication(configurations);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        try {
            return application.run(Stream.concat(COMMON_SETTINGS.stream(), settings.stream()).toArray(String[]::new));
        } catch (RuntimeException e) {
            throw new Failures.AlreadyTold(e);
        }
    }

    /** Migrations that the database lacks, as {@code version description}. */
    static Stream<String> pending(Flyway flyway) {
        return Arrays.stream(flyway.info().pending()).map(migration -> migration.getVersion() + " " + migration.getDescription());
    }

    /** The database as it is: nothing is migrated by starting. */
    @ImportAutoConfiguration(FlywayAutoConfiguration.class)
    @ComponentScan("io.kopeck.platform.postgres")
    static final class Database {

        @Bean
        FlywayMigrationStrategy leaveAsItIs() {
            return _ -> {};
        }
    }

    /** A migrated database, its transactions and its catalog. An empty catalog stays empty. */
    @ImportAutoConfiguration({
            FlywayAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
            JooqAutoConfiguration.class, JacksonAutoConfiguration.class})
    @ComponentScan(
            basePackages = {
                    "io.kopeck.catalog", "io.kopeck.audit", "io.kopeck.platform.postgres", "io.kopeck.platform.tx",
                    "io.kopeck.platform.time", "io.kopeck.platform.config", "io.kopeck.platform.http"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.kopeck\\.catalog\\.internal\\.StartCatalog"))
    static final class MigratedDatabase {

        @Bean
        FlywayMigrationStrategy refuseUnlessMigrated() {
            return flyway -> {
                long pending = pending(flyway).count();
                if (pending > 0) {
                    throw new Refused("the database lacks " + pending + " migrations; ./kopeck migrate applies them");
                }
            };
        }

        /** In the place of what fills an empty catalog at the server's start. */
        @Bean("startCatalog")
        Object startCatalog() {
            return new Object();
        }
    }
}
