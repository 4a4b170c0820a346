/** Explicit transactions: every boundary is a visible block, and one customer has one writer at a time. */
@NullMarked
@NamedInterface("tx")
package io.kopeck.platform.tx;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
