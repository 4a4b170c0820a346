package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import example.mediabot.Chat;
import example.mediabot.Studio;
import io.kopeck.client.BatchAnswer;
import io.kopeck.client.Charge;
import io.kopeck.client.Hold;
import io.kopeck.client.InsufficientFunds;
import io.kopeck.client.KopeckClient;
import io.kopeck.client.OperationStatus;
import io.kopeck.client.Owner;
import io.kopeck.client.Refused;
import io.kopeck.client.spring.KopeckAutoConfiguration;
import io.kopeck.client.spring.TaskNotPaid;
import io.kopeck.testing.Http;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** The Java client, the Spring Boot starter and the media bot of the examples, against the server as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientJourneyTest {

    private Platform platform;
    private String key;
    private KopeckClient client;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        var staff = platform.http().post("/api/v1/user/login", Map.of("email", "root@kopeck.test", "password", "root-password-1")).expect(200);
        key = platform.http().with("Authorization", "Bearer " + staff.text("access_token"))
                .post("/api/v1/user/api-keys", Map.of("name", "bot", "scopes", List.of("wallet"))).expect(201).text("key");
        client = KopeckClient.builder(platform.baseUri(), key).build();
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void chargesFreeOperationsFirstEachTaskOnce() {
        client.openWallet(3001);

        var first = client.charge(generate(3001, "a"));
        var again = client.charge(generate(3001, "a"));
        IntStream.range(0, 3).forEach(i -> client.charge(generate(3001, "b" + i)));
        var empty = catchThrowableOfType(InsufficientFunds.class, () -> client.charge(generate(3001, "c")));

        assertThat(first.status()).isEqualTo(OperationStatus.FREE);
        assertThat(first.freeOperationsLeft()).isEqualTo(3);
        assertThat(again).isEqualTo(first);
        assertThat(empty.code()).isEqualTo("insufficient_funds");
        assertThat(empty.price()).isEqualTo("10.00");
        assertThat(empty.balance()).isEqualTo("0.00");
        assertThat(empty.freeOperationsLeft()).isZero();
        assertThat(empty.topUpUrl()).isEqualTo(client.wallet(3001).topUpUrl()).startsWith("http://");
        assertThat(client.wallet(3001).freeOperationsLeft()).isZero();
    }

    @Test
    void takesThePriceAndGivesItBack() {
        filled(3002, 2_500);

        var charged = client.charge(generate(3002, "a"));
        var refunded = client.refund(charged.operationId());
        var repeat = client.charge(generate(3002, "a"));

        assertThat(charged.status()).isEqualTo(OperationStatus.CHARGED);
        assertThat(charged.price()).isEqualTo("10.00");
        assertThat(charged.balance()).isEqualTo("15.00");
        assertThat(refunded.id()).isEqualTo(charged.operationId());
        assertThat(refunded.status()).isEqualTo(OperationStatus.REFUNDED);
        assertThat(refunded.taskId()).isEqualTo("a");
        assertThat(client.refund(charged.operationId())).isEqualTo(refunded);
        assertThat(repeat.status()).isEqualTo(OperationStatus.REFUNDED);
        assertThat(repeat.operationId()).isEqualTo(charged.operationId());
        assertThat(client.wallet(3002).balance()).isEqualTo("25.00");
    }

    @Test
    void chargesABatch() {
        filled(3003, 1_000);

        var answers = client.chargeAll(List.of(
                generate(3003, "a"), new Charge(Owner.telegram(3003), "add_text", "b"), generate(3003, "c"), generate(3999, "d"), generate(3003, "a")));

        assertThat(answers).extracting(BatchAnswer::taskId).containsExactly("a", "b", "c", "d", "a");
        assertThat(answers.get(0)).isEqualTo(new BatchAnswer.Done("a", client.charge(generate(3003, "a")))).isEqualTo(answers.get(4));
        assertThat(answers.get(1)).isInstanceOfSatisfying(BatchAnswer.Done.class, done -> assertThat(done.operation().operationId()).isNull());
        assertThat(answers.get(2)).isInstanceOfSatisfying(BatchAnswer.Refused.class, refused -> assertThat(refused.code()).isEqualTo("insufficient_funds"));
        assertThat(answers.get(3)).isInstanceOfSatisfying(BatchAnswer.Refused.class, refused -> assertThat(refused.status()).isEqualTo(404));
    }

    @Test
    void holdsCapturesAndReleases() {
        filled(3008, 5_000);
        var owner = Owner.telegram(3008);

        var held = client.hold(new Hold(owner, "upscale", "a", new BigDecimal("25.00"), Duration.ofMinutes(10)));
        var captured = client.capture(held.operationId(), new BigDecimal("12.50"));
        var other = client.hold(new Hold(owner, "upscale", "b"));
        var heldTask = catchThrowableOfType(Refused.class, () -> client.charge(new Charge(owner, "upscale", "b")));
        var released = client.release(other.operationId());
        var late = catchThrowableOfType(Refused.class, () -> client.capture(other.operationId()));

        assertThat(held.status()).isEqualTo(OperationStatus.HELD);
        assertThat(held.price()).isEqualTo("25.00");
        assertThat(held.balance()).isEqualTo("25.00");
        assertThat(held.expiresAt()).isBetween(platform.now().plusSeconds(500), platform.now().plusSeconds(600));
        assertThat(captured.status()).isEqualTo(OperationStatus.CHARGED);
        assertThat(captured.price()).isEqualTo("12.50");
        assertThat(client.capture(held.operationId(), new BigDecimal("12.50"))).isEqualTo(captured);
        assertThat(heldTask.code()).isEqualTo("operation_held");
        assertThat(released.status()).isEqualTo(OperationStatus.RELEASED);
        assertThat(client.hold(new Hold(owner, "upscale", "b")).status()).isEqualTo(OperationStatus.RELEASED);
        assertThat(late.code()).isEqualTo("hold_released");
        assertThat(client.hold(new Hold(owner, "add_text", "c")).operationId()).isNull();
        assertThat(client.wallet(3008).balance()).isEqualTo("37.50");
        assertThat(client.wallet(3008).held()).isEqualTo("0.00");
    }

    @Test
    void beginsATopUp() {
        client.openWallet(3009);
        var owner = Owner.telegram(3009);

        var topUp = client.topUp(owner, new BigDecimal("100"), "top-up-3009");
        var again = client.topUp(owner, new BigDecimal("100"), "top-up-3009");
        var tooLittle = catchThrowableOfType(Refused.class, () -> client.topUp(owner, new BigDecimal("9")));
        platform.sandbox().http().post("/control/pay/yookassa/" + topUp.confirmationUrl().getPath().replaceFirst(".*/", ""),
                Map.of("card", "5555555555554444")).expect(200);
        platform.settleDown();

        assertThat(again).isEqualTo(topUp);
        assertThat(tooLittle.errors()).containsOnlyKeys("amount");
        assertThat(client.wallet(3009).balance()).isEqualTo("100.00");
    }

    @Test
    void saysWhatIsWrong() {
        client.openWallet(3004);

        var unknownType = catchThrowableOfType(Refused.class, () -> client.charge(new Charge(Owner.telegram(3004), "fly", "a")));
        var unknownUser = catchThrowableOfType(Refused.class, () -> client.wallet(3998));
        var wrongKey = catchThrowableOfType(
                Refused.class, () -> KopeckClient.builder(platform.baseUri(), key + "x").build().charge(generate(3004, "a")));

        assertThat(unknownType.code()).isEqualTo("invalid_field");
        assertThat(unknownType.errors()).containsOnlyKeys("type");
        assertThat(unknownUser.code()).isEqualTo("not_found");
        assertThat(wrongKey.status()).isEqualTo(401);
        assertThat(wrongKey).hasMessageNotContaining(key);
        assertThat(client.wallet(3004).freeOperationsLeft()).isEqualTo(4);
    }

    @Test
    void chargesOnceWhenTheAnswersAreLost() throws IOException {
        filled(3005, 5_000);

        try (var lossy = new LossyLine(platform.http(), 3)) {
            var far = KopeckClient.builder(lossy.uri(), key).pause(duration -> {}).build();
            var charged = far.charge(generate(3005, "a"));
            var other = far.charge(generate(3005, "b"));
            lossy.loseNext(3);
            far.refund(other.operationId());

            assertThat(charged.status()).isEqualTo(OperationStatus.CHARGED);
            assertThat(client.charge(generate(3005, "a"))).isEqualTo(charged);
        }

        assertThat(client.wallet(3005).balance()).isEqualTo("40.00");
    }

    @Test
    void paysForAMethodAndRefundsWhenItThrows() {
        inApplication(context -> {
            filled(3006, 1_000);
            var studio = context.getBean(Studio.class);

            assertThatThrownBy(() -> studio.upscale(3006, "a", "cat that fails")).hasMessage("the model is out of memory").hasNoSuppressedExceptions();
            assertThat(client.wallet(3006).balance()).isEqualTo("10.00");
            assertThatThrownBy(() -> studio.upscale(3006, "a", "cat")).isInstanceOf(TaskNotPaid.class);
            assertThat(studio.generate(3006, "b", "a cat", null)).contains(client.charge(generate(3006, "b")).operationId().toString());
            assertThat(studio.generate(3006, "b", "a cat", null)).as("the same task again").startsWith("a picture of a cat");
            assertThatThrownBy(() -> studio.generate(3006, "c", "a dog", null)).isInstanceOf(InsufficientFunds.class);
            assertThat(client.wallet(3006).balance()).isEqualTo("0.00");
            assertThat(studio.addText(3006, "d", "hello")).isEqualTo("a picture that says hello");
        });
    }

    @Test
    void talksWithItsUsers() {
        inApplication(context -> {
            var chat = context.getBean(Chat.class);

            assertThat(chat.reply("3007 generate a cat")).as("a new user").startsWith("a picture of a cat (operation ");
            assertThat(chat.reply("3007 generate something that fails")).isEqualTo("That went wrong: the model is out of memory. You get back what it cost.");
            assertThat(chat.reply("3007 balance")).isEqualTo("0.00 RUB, 2 of 4 free operations");
            chat.reply("3007 upscale cat");
            chat.reply("3007 upscale dog");
            assertThat(chat.reply("3007 upscale bird")).startsWith("This costs 10.00, you have 0.00. Top up here: http://");
            assertThat(chat.reply("3007 add_text hello")).isEqualTo("a picture that says hello");
            assertThat(chat.reply("3007 fly")).isEqualTo(chat.reply("hello")).contains("<telegram id> balance");
        });
    }

    private void inApplication(Consumer<ApplicationContext> test) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KopeckAutoConfiguration.class))
                .withUserConfiguration(Studio.class, Chat.class)
                .withPropertyValues("kopeck.url=" + platform.baseUri(), "kopeck.api-key=" + key)
                .run(test::accept);
    }

    private static Charge generate(long telegramId, String task) {
        return new Charge(Owner.telegram(telegramId), "generate", task);
    }

    /** A wallet without free operations and with so much money, which stands in no book. */
    private void filled(long telegramId, long minor) {
        new RawSql(platform.database()).run(
                "update wallets.wallet set balance_minor = ?, free_left = 0 where id = ?", minor, client.openWallet(telegramId).id());
    }

    /** Hands requests on to the server and loses some of its answers. */
    private static final class LossyLine implements AutoCloseable {

        private final Http server;
        private final HttpServer line;
        private final AtomicInteger toLose;

        LossyLine(Http server, int toLose) throws IOException {
            this.server = server;
            this.toLose = new AtomicInteger(toLose);
            line = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            line.createContext("/", this::pass);
            line.start();
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + line.getAddress().getPort());
        }

        void loseNext(int answers) {
            toLose.set(answers);
        }

        private void pass(HttpExchange exchange) throws IOException {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                var answer = server.with("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                        .send(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body.isEmpty() ? null : body);
                if (toLose.getAndDecrement() <= 0) {
                    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(answer.status(), bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
            }
        }

        @Override
        public void close() {
            line.stop(0);
        }
    }
}
