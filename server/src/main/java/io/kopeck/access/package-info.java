/**
 * Access: what a customer may use, computed from the subscription itself, and the grants that carry it elsewhere.
 *
 * <p>Owns grants as a desired and an actual state, brought together by a job. Does not own the decision: that is the
 * subscription's state.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {
        "kernel", "audit", "identity", "catalog", "subscriptions", "platform :: tx", "platform :: time", "platform :: events",
        "platform :: jobs", "platform :: http", "platform :: config"})
package io.kopeck.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
