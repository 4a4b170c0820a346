/**
 * A stand-in for payment acquirers: their real wire protocols on loopback, hosted pages, test cards, a book of settled
 * money, a movable clock and faults on demand. It shares no code with the platform it is used to test, so that its
 * reading of the protocol is a second opinion.
 *
 * <p>Rooms: {@code yookassa}, {@code cloudpayments} and {@code robokassa} play the acquirers; {@code acquirer} is what an acquirer must offer; {@code checkout} the
 * customer's pages; {@code control} the control API; {@code engine} clock, book, faults, journal and webhooks;
 * {@code mail} the mail catcher; {@code http} the server.
 */
@NullMarked
package io.kopeck.sandbox;

import org.jspecify.annotations.NullMarked;
