/**
 * A client of kopeck's wallets for bots and workers: {@link io.kopeck.client.KopeckClient} is the way in.
 *
 * <p>Owns the wire format of the wallet API as its callers see it, and the repeating of what has no answer. Money is a {@link
 * java.math.BigDecimal} in the major units of the wallet's currency.
 */
@NullMarked
package io.kopeck.client;

import org.jspecify.annotations.NullMarked;
