/**
 * Plays Robokassa as seen by one shop: the signed payment link, recurring payments, holds, OpStateExt, refunds, second
 * receipts, the Invoice API, ResultURL and Result2. It follows the provider's documentation; where that is silent, this is
 * our reading:
 *
 * <ul>
 *   <li>The text that Receipt and the …Url2 parameters have after one form decode is signed. The setting
 *       {@code lenient_signatures} also accepts the other encodings that SDKs use.
 *   <li>An unpaid link may be opened again: it shows the same operation with the terms of the newest link. A number that
 *       is paid or held is error 40, one that ended is 51, a malformed or missing parameter is 20.
 *   <li>A declined card leaves the invoice payable; FailURL is where the buyer goes who gives up. Without ExpirationDate an
 *       unpaid invoice stays in state 5 for ever.
 *   <li>Recurring, Confirm and Cancel answer {@code OK<InvoiceID>}, or {@code Error <code>: <words>} behind HTTP 200. The
 *       charge follows after {@code outcome_delay}. A declined one turns silently to state 10 after {@code decline_delay}.
 *       A number that was used, even by a request whose answer was lost, is refused.
 *   <li>A hold is told by Result2, its confirmation by ResultURL; an ordinary payment by both. Result2 goes to
 *       {@code ResultUrl2} where the payment gives one.
 *   <li>A test payment has a number space of its own ({@code test-} in control calls), takes no money and appears neither in
 *       the book nor in OpStateExt. A number used by both is Result code 4.
 *   <li>Robokassa publishes no test cards: the numbers are those of the other acquirers here, with the same behaviour.
 *   <li>The commission ({@code fee_percent}) shows in Fee and in OutSum of OpStateExt; the book has what the buyer paid.
 * </ul>
 *
 * <p>{@code RobokassaApi} speaks HTTP; {@code Params}, {@code Signature} and {@code Jwt} read and check; {@code Checkout},
 * {@code Payments}, {@code Refunds}, {@code Receipts} and {@code Links} decide; {@code ShopState} remembers; {@code Notices}
 * and {@code Xml} render.
 */
@NullMarked
package io.kopeck.sandbox.robokassa;

import org.jspecify.annotations.NullMarked;
