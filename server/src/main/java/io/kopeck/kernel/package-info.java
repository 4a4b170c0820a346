/**
 * The values every module speaks in: money, billing periods and ids.
 *
 * <p>Owns exact money arithmetic and the arithmetic of billing dates. Does not own anything with state, I/O or a clock.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.kopeck.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
