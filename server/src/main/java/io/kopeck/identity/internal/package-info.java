/** How identity works: its SQL, password hashing, token signing, throttling and mail. */
@NullMarked
package io.kopeck.identity.internal;

import org.jspecify.annotations.NullMarked;
