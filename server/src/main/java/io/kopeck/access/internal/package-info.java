/** How grants follow subscriptions. */
@NullMarked
package io.kopeck.access.internal;

import org.jspecify.annotations.NullMarked;
