package io.kopeck.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.client.KopeckClient;
import io.kopeck.client.OperationId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.scheduling.annotation.Async;

/** What the starter brings, and what it lets nobody start with. */
final class StartTest {

    private final ApplicationContextRunner without =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(KopeckAutoConfiguration.class));
    private final ApplicationContextRunner with = without.withPropertyValues("kopeck.url=http://127.0.0.1:1", "kopeck.api-key=secret-key");

    @Test
    void makesAClientOfTheSettings() {
        with.withPropertyValues("kopeck.product=mediabot", "kopeck.retries.tries=2", "kopeck.timeout=1s")
                .run(context -> assertThat(context).hasSingleBean(KopeckClient.class));
    }

    @Test
    void takesTheSettingsAtTheirWord() {
        with.withPropertyValues("kopeck.retries.tries=0").run(fails("tries are 1 to 20"));
        with.withPropertyValues("kopeck.retries.longest-pause=1ms").run(fails("the longest is no shorter"));
        with.withPropertyValues("kopeck.url=billing.example.com").run(fails("https://billing.example.com"));
        without.withPropertyValues("kopeck.url=http://127.0.0.1:1").run(fails("kopeck.api-key has to be set"));
    }

    @Test
    void neverShowsTheKey() {
        with.run(context -> assertThat(context.getBean(KopeckProperties.class).toString()).contains("127.0.0.1").doesNotContain("secret-key"));
    }

    @Test
    void leavesAnApplicationAloneThatUsesNothingOfIt() {
        without.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(KopeckClient.class));
    }

    @Test
    void startsNoPaidMethodWithoutAServer() {
        without.withBean(Good.class).run(fails("needs a KopeckClient; set kopeck.url"));
    }

    @Test
    void startsWhatIsUsedWell() {
        with.withBean(Good.class).withBean(Inherits.class).run(context -> assertThat(context).hasNotFailed());
    }

    static Stream<Named<Runner>> wrong() {
        return Stream.of(
                wrong(NoType.class, NoType::new, "names no type of operation"),
                wrong(Hidden.class, Hidden::new, "cannot be intercepted"),
                wrong(Final.class, Final::new, "cannot be intercepted"),
                wrong(Static.class, Static::new, "cannot be intercepted"),
                wrong(FinalClass.class, FinalClass::new, "cannot be intercepted"),
                wrong(NoOwner.class, NoOwner::new, "exactly one parameter with @WalletOwner"),
                wrong(TwoOwners.class, TwoOwners::new, "exactly one parameter with @WalletOwner"),
                wrong(NoTask.class, NoTask::new, "exactly one parameter with @TaskId"),
                wrong(StringOwner.class, StringOwner::new, "a @WalletOwner that is no long"),
                wrong(LongTask.class, LongTask::new, "a @TaskId that is no String"),
                wrong(TwoOperations.class, TwoOperations::new, "more than one OperationId"),
                wrong(Later.class, Later::new, "do its work before it returns"),
                wrong(LaterAsPromised.class, LaterAsPromised::new, "do its work before it returns"),
                wrong(Elsewhere.class, Elsewhere::new, "do its work before it returns"),
                wrong(SecondIsWrong.class, SecondIsWrong::new, "exactly one parameter with @TaskId"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void doesNotStartWhatIsUsedWrongly(Runner wrong) {
        wrong.run(with);
    }

    private static <T> Named<Runner> wrong(Class<T> type, Supplier<T> bean, String message) {
        return Named.of(type.getSimpleName(), with -> with.withBean(type, bean).run(fails(message)));
    }

    private static ContextConsumer<AssertableApplicationContext> fails(String message) {
        return context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure()).hasStackTraceContaining(message);
        };
    }

    /** Starts an application and expects that it fails. */
    interface Runner {

        void run(ApplicationContextRunner with);
    }

    static class Good {

        @PaidOperation("generate")
        public void generate(@WalletOwner long owner, @TaskId String task) {}
    }

    static class Inherits extends Good {}

    static class NoType {

        @PaidOperation(" ")
        public void generate(@WalletOwner long owner, @TaskId String task) {}
    }

    static class Hidden {

        @PaidOperation("generate")
        void generate(@WalletOwner long owner, @TaskId String task) {}
    }

    static class Final {

        @PaidOperation("generate")
        public final void generate(@WalletOwner long owner, @TaskId String task) {}
    }

    static class Static {

        @PaidOperation("generate")
        public static void generate(@WalletOwner long owner, @TaskId String task) {}
    }

    static final class FinalClass {

        @PaidOperation("generate")
        public void generate(@WalletOwner long owner, @TaskId String task) {}
    }

    static class NoOwner {

        @PaidOperation("generate")
        public void generate(long owner, @TaskId String task) {}
    }

    static class TwoOwners {

        @PaidOperation("generate")
        public void generate(@WalletOwner long owner, @WalletOwner long other, @TaskId String task) {}
    }

    static class NoTask {

        @PaidOperation("generate")
        public void generate(@WalletOwner long owner, String task) {}
    }

    static class StringOwner {

        @PaidOperation("generate")
        public void generate(@WalletOwner String owner, @TaskId String task) {}
    }

    static class LongTask {

        @PaidOperation("generate")
        public void generate(@WalletOwner long owner, @TaskId long task) {}
    }

    static class TwoOperations {

        @PaidOperation("generate")
        public void generate(@WalletOwner long owner, @TaskId String task, OperationId one, OperationId other) {}
    }

    static class Later {

        @PaidOperation("generate")
        public Future<String> generate(@WalletOwner long owner, @TaskId String task) {
            return CompletableFuture.completedFuture(task);
        }
    }

    static class LaterAsPromised {

        @PaidOperation("generate")
        public CompletableFuture<String> generate(@WalletOwner long owner, @TaskId String task) {
            return CompletableFuture.completedFuture(task);
        }
    }

    static class Elsewhere {

        @Async
        @PaidOperation("generate")
        public void generate(@WalletOwner long owner, @TaskId String task) {}
    }

    static class SecondIsWrong extends Good {

        @PaidOperation("generate")
        public void again(@WalletOwner long owner) {}
    }
}
