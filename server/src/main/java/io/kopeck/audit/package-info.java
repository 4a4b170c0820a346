/**
 * Who did what to whom and why: an append-only record, written in the transaction of the deed itself.
 *
 * <p>Owns the entries. Does not own any rule about who may do what. {@code occurredAt} is the platform clock's time.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "platform :: tx", "platform :: problem"})
package io.kopeck.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
