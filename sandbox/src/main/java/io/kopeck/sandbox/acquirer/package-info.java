/**
 * What an acquirer's stand-in must offer to the rest of the sandbox: its API, its hosted payments, its book. CloudPayments
 * or a bot API join as sibling packages of {@code yookassa} and {@code robokassa} that implement {@link
 * io.kopeck.sandbox.acquirer.Acquirer}; the control API and the hosted pages then work for them unchanged.
 */
@NullMarked
package io.kopeck.sandbox.acquirer;

import org.jspecify.annotations.NullMarked;
