package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Money;
import java.time.Instant;

/** A chargeback: the payer took the money back through their bank. */
record Dispute(long number, long transactionNumber, Money amount, Instant at) {}
