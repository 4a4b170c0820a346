package io.kopeck.wallets;

import java.time.Instant;

/**
 * An operation for which its price is to be set aside.
 *
 * @param operation as it would be charged at once; its price is the most that can be captured
 * @param expiresAt when what is held goes back unless it was captured; at once when that is over already
 */
public record Hold(Charge operation, Instant expiresAt) {}
