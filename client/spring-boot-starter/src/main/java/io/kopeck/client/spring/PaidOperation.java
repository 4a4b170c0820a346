package io.kopeck.client.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method whose every call is paid for from a wallet. It is charged before the method runs: a free operation first, then the price
 * of the list. When the method throws, whatever it is, what was charged goes back, and the exception goes on to the caller.
 *
 * <pre>{@code
 * @PaidOperation("generate")
 * public Image generate(@WalletOwner long telegramId, @TaskId String taskId, String prompt, @Nullable OperationId operation) { … }
 * }</pre>
 *
 * <p>One parameter is a {@link WalletOwner} and one a {@link TaskId}. A parameter of the type {@link io.kopeck.client.OperationId}, of
 * which there may be one, is given the operation that was charged, whatever the caller passes; null for a type that the price list
 * leaves out of billing. A Telegram user without a wallet gets one.
 *
 * <p>The method does not run, and its caller gets
 *
 * <ul>
 *   <li>{@link io.kopeck.client.InsufficientFunds} with the link to put money in, when neither free operations nor money are left;
 *   <li>{@link io.kopeck.client.Refused} when the wallet is blocked or a limit of spending reached;
 *   <li>{@link TaskNotPaid} when the task was charged and refunded before: another run of it needs a new task id;
 *   <li>{@link io.kopeck.client.OutcomeUnknown} when it is not known whether it was charged: call again with the same task id.
 * </ul>
 *
 * <p>The same task is charged once, so a worker that died in the middle of a task calls again with the same task id and pays nothing
 * more. Two that run the same task at the same time share one charge, and its refund.
 *
 * <p>The method is public and not final, on a class that is not final, and does its work before it returns: {@code @Async} methods,
 * futures and reactive types would fail after the moment in which to refund. Any misuse stops the application's start. A call within
 * the same object passes the charge by, as with all of Spring's proxies.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface PaidOperation {

    /** The type of the operation, as in the product's price list. */
    String value();
}
