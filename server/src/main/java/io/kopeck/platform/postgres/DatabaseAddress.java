package io.kopeck.platform.postgres;

import io.kopeck.platform.config.BadConfiguration;
import io.kopeck.platform.config.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** Where the configured database is: {@code DATABASE_URL}, or {@code POSTGRES_HOST|PORT|DB|USER|PASSWORD}. */
record DatabaseAddress(String jdbcUrl, String user, Secret password) {

    static Optional<DatabaseAddress> from(Environment environment) {
        var url = environment.getProperty("DATABASE_URL", "").strip();
        if (!url.isEmpty()) {
            return Optional.of(fromUrl(url, environment));
        }
        var host = environment.getProperty("POSTGRES_HOST", "").strip();
        if (host.isEmpty()) {
            return Optional.empty();
        }
        var port = environment.getProperty("POSTGRES_PORT", "5432");
        var database = environment.getProperty("POSTGRES_DB", "kopeck");
        return Optional.of(new DatabaseAddress(
                "jdbc:postgresql://" + host + ":" + port + "/" + database,
                environment.getProperty("POSTGRES_USER", "kopeck"),
                new Secret(environment.getProperty("POSTGRES_PASSWORD", ""))));
    }

    private static DatabaseAddress fromUrl(String url, Environment environment) {
        if (url.startsWith("sqlite:")) {
            throw new BadConfiguration(List.of("DATABASE_URL names SQLite, but PostgreSQL is the only database;"
                    + " leave it unset and an embedded PostgreSQL is used"));
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(url, environment.getProperty("POSTGRES_USER", "kopeck"),
                    new Secret(environment.getProperty("POSTGRES_PASSWORD", "")));
        }
        if (!url.matches("postgres(ql)?(\\+\\w+)?://.+")) {
            throw new BadConfiguration(List.of("DATABASE_URL has to look like postgresql://user:password@host:5432/database"));
        }
        var uri = URI.create("postgresql://" + url.substring(url.indexOf("://") + 3));
        var userInfo = Optional.ofNullable(uri.getRawUserInfo()).orElse("kopeck:").split(":", 2);
        var port = uri.getPort() < 0 ? 5432 : uri.getPort();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseAddress(
                "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getPath() + query,
                decoded(userInfo[0]),
                new Secret(userInfo.length > 1 ? decoded(userInfo[1]) : ""));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
