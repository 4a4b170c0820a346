/**
 * The pages a customer sees: the acquirer's payment page and the bank's confirmation page, for every acquirer alike.
 * They work without JavaScript and never show a card number that was typed. {@code …Page} types write HTML, {@code
 * Texts} holds the words, {@link io.kopeck.sandbox.checkout.CheckoutPages} handles requests.
 */
@NullMarked
package io.kopeck.sandbox.checkout;

import org.jspecify.annotations.NullMarked;
