/** The platform's own checks. */
@NullMarked
package io.kopeck.platform.internal;

import org.jspecify.annotations.NullMarked;
