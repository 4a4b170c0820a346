/**
 * What every module stands on: transactions, the clock, the event log, idempotency, HTTP, jobs, problem documents.
 *
 * <p>Owns technique, each part a named interface of its own. Does not own any rule of billing, and is no place for
 * odds and ends.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "kernel")
package io.kopeck.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
