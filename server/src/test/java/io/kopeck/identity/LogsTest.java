package io.kopeck.identity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LogsTest {

    private final IdentityServer server = IdentityServer.shared();

    @Test
    void noLogLineNamesAnAddressAPasswordATokenOrAKey() {
        var secrets = new ArrayList<String>();
        var lines = logged(() -> secrets.addAll(playEverything()));

        assertThat(lines).contains("event=user_signed_up", "event=refresh_token_reused", "event=mail_failed", "event=password_replaced");
        assertThat(secrets).isNotEmpty().allSatisfy(secret -> assertThat(lines).doesNotContain(secret));
    }

    private List<String> playEverything() {
        var email = IdentityServer.newEmail();
        server.mailbox().failNext(1);
        var signedUp = server.post("/api/v1/user/signup", Map.of("email", email, "password", IdentityServer.PASSWORD)).expect(201);
        server.post("/api/v1/user/signup", Map.of("email", email, "password", IdentityServer.PASSWORD)).expect(409);
        server.runJobs();
        server.clock().advance(Duration.ofMinutes(1));
        server.runJobs();
        server.post("/api/v1/user/confirm", Map.of("token", signedUp.text("confirm_token"))).expect(200);
        server.post("/api/v1/user/login", Map.of("email", email, "password", "a wrong password")).expect(401);
        var logIn = server.logIn(email, IdentityServer.PASSWORD);
        var refreshed = server.post("/api/v1/user/refresh", Map.of("refresh_token", logIn.refreshToken())).expect(200);
        server.post("/api/v1/user/refresh", Map.of("refresh_token", logIn.refreshToken())).expect(401);
        server.post("/api/v1/user/password/forgot", Map.of("email", email)).expect(202);
        server.runJobs();
        var token = server.tokenMailedTo(email);
        server.post("/api/v1/user/password/reset", Map.of("token", token, "password", "the newest password")).expect(204);
        var key = server.newKey("read");
        server.get("/api/v1/user/me").bearer(key).expect(403);
        server.get("/api/v1/user/me").bearer(logIn.accessToken() + "x").expect(401);
        return List.of(email, IdentityServer.PASSWORD, "a wrong password", "the newest password", signedUp.text("confirm_token"), token, key,
                key.substring(37), logIn.accessToken(), logIn.refreshToken(), refreshed.text("access_token"), refreshed.text("refresh_token"));
    }

    private static String logged(Runnable deeds) {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var ours = (Logger) LoggerFactory.getLogger("io.kopeck");
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        root.addAppender(appender);
        ours.setLevel(Level.DEBUG);
        try {
            deeds.run();
        } finally {
            ours.setLevel(null);
            root.detachAppender(appender);
        }
        return appender.list.stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }
}
