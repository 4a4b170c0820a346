package io.kopeck.tools;

import io.kopeck.platform.postgres.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/** Writes the jOOQ sources: migrates a fresh PostgreSQL and generates one package per module's schema. */
public final class GenerateJooq {

    public static final Path TARGET = Path.of("src/main/generated");

    private GenerateJooq() {}

    public static void main(String[] arguments) throws Exception {
        var target = arguments.length > 0 ? Path.of(arguments[0]) : TARGET;
        var directory = Files.createTempDirectory("kopeck-jooq");
        try (var postgres = EmbeddedPostgres.start(directory, Map.of("fsync", "off"))) {
            generate(postgres.jdbcUrl(), postgres.user(), postgres.password(), target);
        }
    }

    /** Migrates the empty database and writes the sources below the target directory. */
    public static void generate(String url, String user, String password, Path target) throws Exception {
        Flyway.configure().dataSource(url, user, password).locations("filesystem:src/main/resources/db/migration").load().migrate();
        for (var schema : schemas(url, user, password)) {
            GenerationTool.generate(new Configuration()
                    .withLogging(org.jooq.meta.jaxb.Logging.WARN)
                    .withJdbc(new Jdbc().withUrl(url).withUser(user).withPassword(password))
                    .withGenerator(new Generator()
                            .withDatabase(new Database()
                                    .withName("org.jooq.meta.postgres.PostgresDatabase")
                                    .withInputSchema(schema)
                                    .withExcludes("scheduled_task")
                                    .withForcedTypes(new ForcedType().withName("INSTANT").withIncludeTypes("timestamptz")))
                            .withGenerate(new Generate()
                                    .withPojos(false).withDaos(false).withRecords(true)
                                    .withGlobalCatalogReferences(false)
                                    .withComments(false).withJavadoc(false)
                                    .withGeneratedAnnotation(false)
                                    .withImplicitJoinPathsToOne(false).withImplicitJoinPathsToMany(false)
                                    .withIndexes(false))
                            .withTarget(new Target()
                                    .withPackageName("io.kopeck." + schema + ".internal.db")
                                    .withDirectory(target.toString()))));
        }
    }

    private static List<String> schemas(String url, String user, String password) throws Exception {
        try (var connection = java.sql.DriverManager.getConnection(url, user, password);
                var rows = connection.createStatement().executeQuery(
                        "select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in"
                                + " ('information_schema', 'public') order by 1")) {
            var names = new java.util.ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
