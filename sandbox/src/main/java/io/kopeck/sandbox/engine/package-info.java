/**
 * What every stand-in needs, whichever acquirer it plays: the movable clock, the book of settled money, injected
 * faults, the journal that survives a kill, the webhook deliveries and the call counters. It knows no wire protocol:
 * an acquirer is a sibling package that implements {@code acquirer.Acquirer}.
 *
 * <p>All instants are sandbox time ({@link io.kopeck.sandbox.engine.SandboxClock}), unless a name says real time.
 */
@NullMarked
package io.kopeck.sandbox.engine;

import org.jspecify.annotations.NullMarked;
