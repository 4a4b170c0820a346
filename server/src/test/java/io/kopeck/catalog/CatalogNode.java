package io.kopeck.catalog;

import io.kopeck.audit.AuditLog;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.testing.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The catalog of one started server: several of them on one database are several nodes. */
public final class CatalogNode implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

    private final AnnotationConfigApplicationContext context;

    private CatalogNode(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    /** Starts on a database, with settings as from the environment; an empty one gets the cinema, unless they say else. */
    public static CatalogNode start(TestPostgres.Database database, Map<String, Object> settings) {
        var environment = new HashMap<String, Object>(Map.of("CATALOG_FILE", CatalogTexts.path().toString()));
        environment.putAll(settings);
        var source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", environment));
        context.registerBean(DataSource.class, () -> source);
        context.registerBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(source));
        context.registerBean(DSLContext.class, () -> DSL.using(new DefaultConfiguration()
                .set(SQLDialect.POSTGRES)
                .set(new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(source)))));
        context.registerBean(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC));
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.register(Transactions.class, AuditLog.class);
        context.scan("io.kopeck.catalog");
        context.refresh();
        return new CatalogNode(context);
    }

    /** Starts on a database of its own, which is empty: the cinema's catalog is applied. */
    public static CatalogNode start() {
        return start(TestPostgres.fresh(), Map.of());
    }

    Catalog catalog() {
        return context.getBean(Catalog.class);
    }

    Catalogs catalogs() {
        return context.getBean(Catalogs.class);
    }

    CatalogDiff apply(String yaml) {
        return catalogs().apply(CatalogTexts.file(yaml), "tester", false);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public DSLContext db() {
        return context.getBean(DSLContext.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
