/**
 * Plays CloudPayments' API as seen by one test terminal: cards, tokens, orders, 3-D Secure, refunds, chargebacks,
 * receipts, lists, X-Request-ID, notifications. It follows the provider's documentation; where that is silent, this is
 * our reading:
 *
 * <ul>
 *   <li><strong>Cryptograms</strong> cannot be read here. {@code card_4111111111111111} stands for that test card,
 *       {@code card_4111111111111111_1230} with an expiry of 12/30; a number outside the table of test cards is refused;
 *       any other text stands for 4000 0000 0000 3055.
 *   <li><strong>X-Request-ID</strong> counts per terminal, whatever the path and the body, for 3600 seconds of the sandbox
 *       clock. Every answer that reached processing is repeated as it was, a decline too; a refused request
 *       ({@code Success:false} without a model), a 401, 429 or 5xx is not. A second request waits for the first.
 *   <li>An undecided charge (an injected {@code pending}) answers {@code Success:true} with AwaitingAuthentication.
 *   <li>A charge by token never asks the bank: an injected {@code requires_3ds} is a decline with 5206. An unknown token is
 *       declined with 6025; a token of another AccountId is refused, as is TrInitiatorCode 0 without PaymentScheduled.
 *   <li>Two declines of one group (C or T) within 24 hours block a card for 24 hours from the second: further charges are
 *       declined with the reason of the last decline, and RetryAfter says until when. A pass forgets the count. It is
 *       counted per card and AccountId, because everybody pays with the same test cards.
 *   <li>A transaction waits at the bank's page for an hour, then it is declined with 5206. PaRes is checked: only the
 *       sandbox's own word about this transaction counts as passed.
 *   <li>Refused confirmations and refunds give no message, refused voids do, as witnessed. A hold that was not confirmed in
 *       7 days is cancelled without a notification.
 *   <li>v1 find and list know payments only, v2 find and list refunds too (Type 1, OriginalTransactionId is the payment).
 *       Refunded is true from the first refund on. A chargeback is told by the list alone.
 *   <li>An expiry month in the past is declined with 5054 when the card is entered; a saved card goes on working after its
 *       month has passed by the sandbox clock, because tests let years pass.
 *   <li>The same card saved again for the same AccountId gets the same token.
 *   <li>A receipt that rides in a payment or refund is checked at once: its electronic part, or its total, must be the sum of
 *       the operation. It is printed a second after the money moved.
 *   <li>Only roubles. Any failure of an order's attempt leaves the order payable; it never expires.
 * </ul>
 *
 * <p>{@code CloudPaymentsApi} speaks HTTP, {@code Params} reads and checks bodies; {@code Payments}, {@code Refunds}, {@code
 * Orders} and {@code Receipts} decide; {@code TerminalState} remembers; {@code Wire} and {@code Notices} render.
 */
@NullMarked
package io.kopeck.sandbox.cloudpayments;

import org.jspecify.annotations.NullMarked;
