/** Identity over HTTP: signing up, logging in, sessions and passwords; for superusers roles and service keys. */
@NullMarked
package io.kopeck.api.user;

import org.jspecify.annotations.NullMarked;
