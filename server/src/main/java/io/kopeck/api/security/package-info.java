/** The door of the API: who comes in, how large a request may be, which paths are public, which headers go out. */
@NullMarked
package io.kopeck.api.security;

import org.jspecify.annotations.NullMarked;
