package io.kopeck.identity;

import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.testing.TestClock;
import io.kopeck.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mail.javamail.JavaMailSender;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real server with identity and its API only, on a database of its own, a clock that tests move, and a mailbox in
 * memory; spoken to over HTTP.
 */
public final class IdentityServer implements AutoCloseable {

    public static final String SUPERUSER_EMAIL = "admin@kopeck.local";
    public static final String SUPERUSER_PASSWORD = "superuser-of-the-tests";
    public static final String PASSWORD = "correct horse battery";

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final Pattern TOKEN_IN_LINK = Pattern.compile("token=([0-9a-f]{64})");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static @Nullable IdentityServer shared;

    private final ConfigurableApplicationContext context;
    private final TestClock clock;
    private final Mailbox mailbox;
    private final Purchases purchases;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private IdentityServer(ConfigurableApplicationContext context, TestClock clock, Mailbox mailbox, Purchases purchases) {
        this.context = context;
        this.clock = clock;
        this.mailbox = mailbox;
        this.purchases = purchases;
    }

    /** The one server that most tests share; each uses users of its own and only ever moves the clock forward. */
    public static synchronized IdentityServer shared() {
        var present = shared;
        if (present == null) {
            present = start(TestPostgres.fresh(), Map.of("SUPERUSER_PASSWORD", SUPERUSER_PASSWORD));
            shared = present;
        }
        return present;
    }

    /** A node of its own, on the given database. */
    public static IdentityServer start(TestPostgres.Database database, Map<String, String> configuration) {
        var clock = new TestClock(START);
        var mailbox = new Mailbox();
        var purchases = new Purchases();
        var properties = new LinkedHashMap<String, Object>();
        properties.put("DATABASE_URL", database.jdbcUrl());
        properties.put("POSTGRES_USER", database.user());
        properties.put("POSTGRES_PASSWORD", database.password());
        properties.put("DATABASE_POOL_SIZE", "10");
        properties.put("PORT", "0");
        properties.put("PUBLIC_URL", "http://kopeck.test");
        properties.put("kopeck.jobs.enabled", "false");
        properties.put("LOG_LEVEL", "WARN");
        properties.putAll(configuration);
        var context = new SpringApplicationBuilder(Slice.class)
                .registerShutdownHook(false)
                .environment(new StandardEnvironment())
                .initializers(raw -> {
                    var generic = (GenericApplicationContext) raw;
                    generic.getEnvironment().getPropertySources().addFirst(
                            new MapPropertySource("test", properties));
                    generic.registerBean("testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
                    generic.registerBean("mailbox", JavaMailSender.class, () -> mailbox);
                    generic.registerBean("purchasedRoles", GrantedRoles.class, () -> purchases::of);
                    generic.registerBean("moreRoles", GrantedRoles.class, () -> _ -> Set.of());
                })
                .run();
        Probe.register(context);
        return new IdentityServer(context, clock, mailbox, purchases);
    }

    public TestClock clock() {
        return clock;
    }

    public Mailbox mailbox() {
        return mailbox;
    }

    /** From now on the customer holds these roles because of what it bought. */
    public void grant(String customer, Set<String> roles) {
        purchases.roles.put(customer, roles);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Map<String, Integer> runJobs() {
        return bean(Jobs.class).runToRest();
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Override
    public void close() {
        context.close();
    }

    // ---- HTTP

    public Call get(String path) {
        return new Call("GET", path, null);
    }

    public Call delete(String path) {
        return new Call("DELETE", path, null);
    }

    public Call post(String path, Object body) {
        return new Call("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    public Call put(String path, Object body) {
        return new Call("PUT", path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    public Call call(String method, String path, @Nullable BodyPublisher body) {
        return new Call(method, path, body);
    }

    // ---- What many tests begin with

    public static String newEmail() {
        return "user" + USERS.incrementAndGet() + "@example.com";
    }

    /** An address nobody has used yet, as a reverse proxy on this machine would tell it. */
    public static String newAddress() {
        int n = ADDRESSES.incrementAndGet();
        return "203.0." + n / 250 + "." + (1 + n % 250);
    }

    /** Signs up and confirms. */
    public Person newPerson() {
        var person = newUnconfirmedPerson();
        post("/api/v1/user/confirm", Map.of("token", person.confirmToken())).expect(200);
        return person;
    }

    public Person newUnconfirmedPerson() {
        var email = newEmail();
        var answer = post("/api/v1/user/signup", Map.of("email", email, "password", PASSWORD)).expect(201);
        return new Person(answer.text("id"), email, answer.text("confirm_token"));
    }

    public LogIn logIn(String email, String password) {
        var answer = post("/api/v1/user/login", Map.of("email", email, "password", password)).expect(200);
        return new LogIn(answer.text("access_token"), answer.text("refresh_token"));
    }

    public LogIn newLogIn() {
        return logIn(newPerson().email(), PASSWORD);
    }

    public LogIn superuser() {
        return logIn(SUPERUSER_EMAIL, SUPERUSER_PASSWORD);
    }

    /** A confirmed person with these roles, logged in. */
    public LogIn staff(String... roles) {
        var person = newPerson();
        put("/api/v1/user/users/" + person.id() + "/roles", Map.of("roles", roles)).as(superuser()).expect(200);
        return logIn(person.email(), PASSWORD);
    }

    /** A service key with these scopes. */
    public String newKey(String... scopes) {
        return post("/api/v1/user/api-keys", Map.of("name", "a key", "scopes", scopes)).as(superuser()).expect(201).text("key");
    }

    /** The token in the newest mail to the address. */
    public String tokenMailedTo(String email) {
        var matcher = TOKEN_IN_LINK.matcher(mailbox.newestTo(email));
        if (!matcher.find()) {
            throw new AssertionError("no link in the mail");
        }
        return matcher.group(1);
    }

    public record Person(String id, String email, String confirmToken) {}

    public record LogIn(String accessToken, String refreshToken) {}

    /** One request, built up and sent. */
    public final class Call {

        private final HttpRequest.Builder request;

        private Call(String method, String path, @Nullable BodyPublisher body) {
            this.request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                    .timeout(Duration.ofSeconds(30))
                    .method(method, body == null ? BodyPublishers.noBody() : body);
            if (body != null) {
                request.setHeader("Content-Type", "application/json");
            }
        }

        public Call header(String name, String value) {
            request.setHeader(name, value);
            return this;
        }

        public Call bearer(String credential) {
            return header("Authorization", "Bearer " + credential);
        }

        public Call as(LogIn logIn) {
            return bearer(logIn.accessToken());
        }

        public Call from(String address) {
            return header("X-Forwarded-For", address);
        }

        public Answer send() {
            try {
                return new Answer(http.send(request.build(), BodyHandlers.ofString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** Sends it and insists on the status. */
        public Answer expect(int status) {
            var answer = send();
            if (answer.status() != status) {
                throw new AssertionError("expected " + status + " but was " + answer.status() + ": " + answer.body());
            }
            return answer;
        }

        /** Sends it and insists on a problem document with the status and the code. */
        public Answer expectProblem(int status, String code) {
            var answer = expect(status);
            var type = answer.header("Content-Type");
            if (!"application/problem+json".equals(type) || !code.equals(answer.text("code")) || answer.json().get("status").asInt() != status) {
                throw new AssertionError("expected the problem " + code + " but was " + type + " " + answer.body());
            }
            return answer;
        }
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String text(String field) {
            var node = json().get(field);
            if (node == null || !node.isString()) {
                throw new AssertionError("no text " + field + " in " + body());
            }
            return node.stringValue();
        }
    }

    /** What an upper module knows of customers' purchases. */
    private static final class Purchases {

        private final Map<String, Set<String>> roles = new ConcurrentHashMap<>();

        Set<String> of(CustomerId customer) {
            return roles.getOrDefault(customer.toString(), Set.of());
        }
    }

    @EnableAutoConfiguration
    @ConfigurationPropertiesScan({"io.kopeck.platform", "io.kopeck.identity", "io.kopeck.api.security", "io.kopeck.api.user"})
    @ComponentScan({"io.kopeck.platform", "io.kopeck.audit", "io.kopeck.identity", "io.kopeck.api.security", "io.kopeck.api.user"})
    static class Slice {}
}
