/**
 * Subscriptions: sold, renewed, recovered, cancelled. product.md's table of states is {@code internal.core.Transitions}.
 *
 * <p>Owns the lifecycle, which period a payment is for, and the credit that a change of tariff leaves. Does not own money: it orders payments and completes them in
 * the settling transaction. Access is computed from the subscription itself.
 *
 * <p>Invariants, held by the database: one live subscription per customer and product; a trial once per customer and
 * product; credit is never negative, and each entry of it is written once. {@code periodStart} and {@code periodEnd} bound what is paid for or tried, {@code dueAt} is when the next work
 * is, null while the outcome of a charge is awaited or nothing will come.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {
        "kernel", "audit", "identity", "catalog", "payments", "payments :: spi", "platform :: tx", "platform :: time",
        "platform :: events", "platform :: jobs", "platform :: page", "platform :: crash", "platform :: verify"})
package io.kopeck.subscriptions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
