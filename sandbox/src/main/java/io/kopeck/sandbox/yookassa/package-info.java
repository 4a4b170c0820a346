/**
 * Plays YooKassa's API v3 as seen by one test shop: payments, refunds, saved methods, bindings, receipts, lists,
 * idempotence keys, notifications. It follows the provider's documentation; where that is silent, this is our reading:
 *
 * <ul>
 *   <li>Saved card that asks for 3-D Secure: a charge <em>without</em> {@code confirmation} is merchant-initiated and
 *       passes at once without 3-D Secure; a charge <em>with</em> {@code confirmation} says that the customer is
 *       present, so it waits, and its {@code confirmation_url} leads straight to the bank's page.
 *   <li>Only numbers from the table of test cards are accepted. An expiry month in the past is declined on the page
 *       ({@code card_expired}); a saved card goes on working after its month has passed by the sandbox clock, because
 *       tests let years pass.
 *   <li>Cards of the decline table are declined wherever they are used. Two cards pass when the customer pays and are
 *       declined with {@code insufficient_funds} in autopayments: 5555555555554642 and 2200000000000079.
 *   <li>An idempotence key is burned by a 4xx: the same request gets the same error again, another request gets
 *       "Idempotence key duplicated". A key is kept per shop for 24 hours of the sandbox clock and covers method, path
 *       and the exact bytes of the body; a replay shows the object as it is now.
 *   <li>Reading, capturing, cancelling or refunding an unknown payment is a 400 with parameter {@code payment_id} (as
 *       witnessed), any other unknown object is a 404.
 *   <li>The customer may pay with a card, by SBP or from a YooMoney wallet. SBP, which YooKassa's own test shops lack, takes
 *       no holds, and is saved only when the merchant leaves the customer no choice; a saved one is charged at once.
 *   <li>A payment that nobody could confirm (neither {@code confirmation} nor a saved method) is refused.
 * </ul>
 *
 * <p>{@code YooKassaApi} speaks HTTP; {@code …Request} types read and check bodies; {@code Payments}, {@code Refunds},
 * {@code Bindings} and {@code Receipts} decide; {@code ShopState} remembers; {@code …Wire} types render.
 */
@NullMarked
package io.kopeck.sandbox.yookassa;

import org.jspecify.annotations.NullMarked;
