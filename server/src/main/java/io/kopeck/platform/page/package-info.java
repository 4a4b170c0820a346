/** Lists too long to be read whole: which part is wanted, and that part with how many there are. */
@NullMarked
@NamedInterface("page")
package io.kopeck.platform.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
