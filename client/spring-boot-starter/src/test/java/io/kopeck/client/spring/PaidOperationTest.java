package io.kopeck.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kopeck.client.InsufficientFunds;
import io.kopeck.client.KopeckClient;
import io.kopeck.client.OperationId;
import io.kopeck.client.OperationStatus;
import io.kopeck.client.OutcomeUnknown;
import io.kopeck.client.Owner;
import io.kopeck.client.Refused;
import io.kopeck.client.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.MethodBeforeAdvice;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a paid method's caller gets, and what the server is asked for it. */
final class PaidOperationTest {

    private static final OperationId OPERATION = new OperationId(UUID.fromString(Billing.OPERATION));
    private static final String GENERATE = "POST /operations {\"telegram_id\":42,\"type\":\"generate\",\"task_id\":\"t\"}";
    private static final String REFUND = "POST /operations/" + Billing.OPERATION + "/refund ";

    private final Billing billing = new Billing();

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    void chargesBeforeAndPassesTheOperationIn() {
        with(media -> {
            assertThat(media.generate(42, "t", "a cat", null)).isEqualTo("a cat by " + OPERATION);
            assertThat(media.generate(42, "t", "a dog", new OperationId(UUID.randomUUID()))).isEqualTo("a dog by " + OPERATION);
        });

        assertThat(billing.asked()).containsExactly(GENERATE, GENERATE);
    }

    @Test
    void takesOwnersOfEveryKind() {
        var customer = UUID.fromString("0199f3a1-0000-7000-8000-000000000002");

        with(media -> {
            media.ofCustomer("a", customer);
            media.ofOwner("b", Owner.customer(customer));
            media.ofOwner("c", Owner.telegram(7));
            media.ofBoxed("d", 8L);
            assertThatIllegalArgumentException().isThrownBy(() -> media.ofBoxed("e", null));
            assertThatIllegalArgumentException().isThrownBy(() -> media.ofBoxed(null, 8L));
        });

        assertThat(billing.asked()).containsExactly(
                "POST /operations {\"customer_id\":\"" + customer + "\",\"type\":\"edit\",\"task_id\":\"a\"}",
                "POST /operations {\"customer_id\":\"" + customer + "\",\"type\":\"edit\",\"task_id\":\"b\"}",
                "POST /operations {\"telegram_id\":7,\"type\":\"edit\",\"task_id\":\"c\"}",
                "POST /operations {\"telegram_id\":8,\"type\":\"edit\",\"task_id\":\"d\"}");
    }

    @Test
    void leavesOtherMethodsAlone() {
        with(media -> assertThat(media.addText("a cat")).isEqualTo("text on a cat"));

        assertThat(billing.asked()).isEmpty();
    }

    @Test
    void runsForNothingWhatThePriceListLeavesOut() {
        billing.charges(201, Billing.charged("free").replace('"' + Billing.OPERATION + '"', "null"));

        with(media -> {
            assertThat(media.generate(42, "t", "a cat", OPERATION)).isEqualTo("a cat by null");
            assertThat(catchThrowable(() -> media.fail(42, "t", new IllegalStateException()))).isInstanceOf(IllegalStateException.class);
        });

        assertThat(billing.refundsAsked()).isZero();
    }

    @Test
    void refundsWhateverTheMethodThrows() {
        with(media -> {
            for (var failure : List.of(new IllegalStateException(), new IOException(), new OutOfMemoryError(), new InterruptedException())) {
                assertThat(catchThrowable(() -> media.fail(42, "t", failure))).isSameAs(failure).hasNoSuppressedExceptions();
            }
        });

        assertThat(billing.refundsAsked()).isEqualTo(4);
        assertThat(billing.asked()).endsWith(GENERATE, REFUND);
    }

    @Test
    void refundsForAWorkerThatIsStopped() {
        with(media -> {
            Thread.currentThread().interrupt();
            var failure = catchThrowable(() -> media.interruptItself(42, "t"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure).isInstanceOf(OutcomeUnknown.class);

            failure = catchThrowable(() -> media.interruptItself(42, "t"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure).isInstanceOf(IllegalStateException.class).hasNoSuppressedExceptions();
        });

        assertThat(billing.refundsAsked()).isEqualTo(1);
    }

    @Test
    void throwsTheFailureWhenTheRefundIsUnknown() {
        billing.refunds(500, "");
        var failure = new IllegalStateException("the model is down");

        with(media -> assertThat(catchThrowable(() -> media.fail(42, "t", failure))).isSameAs(failure));

        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(OutcomeUnknown.class);
        assertThat(billing.refundsAsked()).as("tries").isEqualTo(3);
    }

    @Test
    void doesNotRunWithoutMoney() {
        billing.charges(402, """
                {"code": "insufficient_funds", "detail": "", "price": "10.00", "balance": "0.00", "free_operations_left": 0,
                 "top_up_url": "https://pay.example.com/42"}""");

        with(media -> {
            var empty = catchThrowableOfType(InsufficientFunds.class, () -> media.generate(42, "t", "a cat", null));
            assertThat(empty.topUpUrl()).isEqualTo("https://pay.example.com/42");
            assertThat(media.runs()).isEmpty();
        });

        assertThat(billing.asked()).containsExactly(GENERATE);
    }

    @Test
    void doesNotRunWhenTheChargeIsUnknown() {
        billing.charges(202, "{}");

        with(media -> {
            assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> media.generate(42, "t", "a cat", null));
            assertThat(media.runs()).isEmpty();
        });

        assertThat(billing.asked()).containsExactly(GENERATE, GENERATE, GENERATE);
    }

    @Test
    void doesNotRunForNothingWhenTheTaskWasRefunded() {
        billing.charges(201, Billing.charged("refunded"));

        with(media -> {
            var refunded = catchThrowableOfType(TaskNotPaid.class, () -> media.generate(42, "t", "a cat", null));
            assertThat(refunded.taskId()).isEqualTo("t");
            assertThat(refunded.operation()).isEqualTo(OPERATION);
            assertThat(refunded.status()).isEqualTo(OperationStatus.REFUNDED);
            assertThat(refunded).hasMessageContaining("new task id");
            assertThat(media.runs()).isEmpty();
        });

        assertThat(billing.asked()).containsExactly(GENERATE);
    }

    @Test
    void opensAWalletForWhoHasNone() {
        billing.charges(404, "{\"code\": \"not_found\", \"detail\": \"The wallet not found\"}");

        with(media -> {
            assertThatExceptionOfType(Refused.class).isThrownBy(() -> media.generate(42, "t", "a cat", null));
            assertThatExceptionOfType(Refused.class).isThrownBy(() -> media.ofCustomer("t", UUID.randomUUID()));
            assertThat(media.runs()).isEmpty();
        });

        assertThat(billing.asked().subList(0, 2)).containsExactly(GENERATE, "PUT /users/42 ");
        assertThat(billing.asked()).as("a customer's wallet is the customer's to open").hasSize(3);
    }

    @Test
    void chargesOutsideOfWhateverElseIsAroundTheMethod() {
        var entered = new AtomicInteger();
        var around = new DefaultPointcutAdvisor((MethodBeforeAdvice) (method, arguments, target) -> entered.incrementAndGet());
        var matched = new NameMatchMethodPointcut();
        matched.setMappedName("generate");
        around.setPointcut(matched);
        var transactions = application().withBean(Advisor.class, () -> around).withBean(DefaultAdvisorAutoProxyCreator.class);

        transactions.run(context -> context.getBean(Media.class).generate(42, "t", "a cat", null));
        assertThat(entered).hasValue(1);

        billing.charges(403, "{\"code\": \"wallet_blocked\", \"detail\": \"\"}");
        transactions.run(context ->
                assertThatExceptionOfType(Refused.class).isThrownBy(() -> context.getBean(Media.class).generate(42, "t", "a cat", null)));
        assertThat(entered).hasValue(1);
    }

    private void with(Consumer<Media> test) {
        application().run(context -> test.accept(context.getBean(Media.class)));
    }

    private ApplicationContextRunner application() {
        var client = KopeckClient.builder(URI.create(billing.url()), "key").pause(duration -> {})
                .retries(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1))).build();
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KopeckAutoConfiguration.class))
                .withBean(KopeckClient.class, () -> client)
                .withBean(Media.class);
    }

    /** Makes pictures. */
    static class Media {

        private final List<String> runs = new ArrayList<>();

        @PaidOperation("generate")
        public String generate(@WalletOwner long telegramId, @TaskId String task, String prompt, @Nullable OperationId operation) {
            runs.add(task);
            return prompt + " by " + operation;
        }

        @PaidOperation("generate")
        public void fail(@WalletOwner long telegramId, @TaskId String task, Throwable failure) throws Throwable {
            throw failure;
        }

        @PaidOperation("generate")
        public void interruptItself(@WalletOwner long telegramId, @TaskId String task) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped");
        }

        @PaidOperation("edit")
        public void ofCustomer(@TaskId String task, @WalletOwner UUID customer) {
            runs.add(task);
        }

        @PaidOperation("edit")
        public void ofOwner(@TaskId String task, @WalletOwner Owner owner) {
            runs.add(task);
        }

        @PaidOperation("edit")
        public void ofBoxed(@Nullable @TaskId String task, @Nullable @WalletOwner Long telegramId) {
            runs.add(String.valueOf(task));
        }

        public String addText(String text) {
            return "text on " + text;
        }

        public List<String> runs() {
            return runs;
        }
    }
}
