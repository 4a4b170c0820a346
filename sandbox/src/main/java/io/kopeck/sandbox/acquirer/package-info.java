/**
 * What an acquirer's stand-in must offer to the rest of the sandbox: its API, its hosted payments, its book. Another
 * joins as a sibling package of {@code yookassa}, {@code cloudpayments} and {@code robokassa} that implements {@link
 * io.kopeck.sandbox.acquirer.Acquirer}; the control API and the hosted pages then work for it unchanged.
 */
@NullMarked
package io.kopeck.sandbox.acquirer;

import org.jspecify.annotations.NullMarked;
