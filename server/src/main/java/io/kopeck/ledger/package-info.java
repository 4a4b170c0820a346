/**
 * The ledger: accounts and append-only transfers, the bottom of all money.
 *
 * <p>Owns what was posted and the proof that the books agree. Does not own why money moved: each transfer links to the
 * payment or refund that does. A transfer is never changed; a mistake is corrected by another transfer.
 * {@code occurredAt} is the platform clock's time of the settlement.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform :: page", "platform :: tx", "platform :: verify"})
package io.kopeck.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
