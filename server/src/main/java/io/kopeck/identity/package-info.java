/**
 * Who pays and who may do what: parties, users with their credentials and sessions, staff roles, service keys.
 *
 * <p>Owns parties, e-mail addresses, passwords, sessions, tokens, the table of rights and the mail that confirms an
 * address or resets a password. Does not own what a customer bought: roles that come from a purchase are told by upper
 * modules through {@link io.kopeck.identity.GrantedRoles}. A user is a customer: its id is the {@code CustomerId}.
 *
 * <p>Every time here is the platform clock's, also for the life of tokens.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {
        "kernel", "audit", "platform :: tx", "platform :: time", "platform :: config", "platform :: problem",
        "platform :: jobs", "platform :: http"})
package io.kopeck.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
