/**
 * The control API: lets a test, a demo or a person play the customer, look into the book, move the clock and break
 * things. JSON, no credentials, loopback only. One type per group of calls; {@link io.kopeck.sandbox.control.ControlApi}
 * lists them all.
 */
@NullMarked
package io.kopeck.sandbox.control;

import org.jspecify.annotations.NullMarked;
