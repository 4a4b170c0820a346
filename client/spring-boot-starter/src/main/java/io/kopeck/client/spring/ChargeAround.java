package io.kopeck.client.spring;

import io.kopeck.client.Charge;
import io.kopeck.client.Charged;
import io.kopeck.client.KopeckClient;
import io.kopeck.client.OperationId;
import io.kopeck.client.OperationStatus;
import io.kopeck.client.Refused;
import java.lang.reflect.Method;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ProxyMethodInvocation;

/** Charges, lets the method run, and refunds when it throws. */
final class ChargeAround implements MethodInterceptor {

    private static final Logger log = LoggerFactory.getLogger(PaidOperation.class);

    private final Supplier<KopeckClient> client;
    private final BiFunction<Method, Class<?>, PaidMethod> paidMethods;

    ChargeAround(Supplier<KopeckClient> client, BiFunction<Method, Class<?>, PaidMethod> paidMethods) {
        this.client = client;
        this.paidMethods = paidMethods;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        var paid = paidMethods.apply(call.getMethod(), call.getThis().getClass());
        var charge = paid.charge(call.getArguments());
        var charged = charge(charge);
        var operation = charged.operationId();
        if (charged.status() != OperationStatus.FREE && charged.status() != OperationStatus.CHARGED) {
            throw new TaskNotPaid(charge.taskId(), operation, charged.status());
        }
        ((ProxyMethodInvocation) call).setArguments(paid.with(operation, call.getArguments()));
        try {
            return call.proceed();
        } catch (Throwable failure) {
            if (operation != null) {
                refund(operation, failure);
            }
            throw failure;
        }
    }

    /** Whoever comes for the first time has no wallet yet. */
    private Charged charge(Charge charge) {
        try {
            return client.get().charge(charge);
        } catch (Refused refused) {
            var telegramId = charge.owner().telegramId();
            if (telegramId == null || !refused.code().equals("not_found")) {
                throw refused;
            }
            client.get().openWallet(telegramId);
            return client.get().charge(charge);
        }
    }

    /** What failed is what the caller has to know; a refund that failed, too, comes with it. */
    private void refund(OperationId operation, Throwable failure) {
        boolean isInterrupted = Thread.interrupted(); // a worker that is being stopped refunds before it stops
        try {
            client.get().refund(operation);
        } catch (RuntimeException unrefunded) {
            log.warn("event=operation_not_refunded operation_id={} reason=\"{}\"", operation, unrefunded.getMessage());
            failure.addSuppressed(unrefunded);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
