/**
 * Money asked from customers through acquirers, exactly once: payments, attempts, refunds, saved methods, webhooks, receipts.
 *
 * <p>Owns the outcome of every attempt and the one path that settles it; posts each settlement to the ledger in the same
 * commit. Does not own what a payment is for: {@link io.kopeck.payments.PaymentPurpose} is declared here and implemented
 * above, and completes inside the settling transaction.
 *
 * <p>Invariants, held by the database: one undecided or succeeded attempt per payment; one payment in flight or succeeded
 * per subscription and period; one unfinished subscribe payment per customer and product; refunds never above what was
 * settled; one receipt document per settlement. {@code sentAt} is when an attempt was committed, {@code settledAt} when its
 * success was.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {
        "kernel", "audit", "identity", "catalog", "ledger", "platform :: tx", "platform :: time", "platform :: events",
        "platform :: jobs", "platform :: page", "platform :: config", "platform :: crash", "platform :: verify"})
package io.kopeck.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
