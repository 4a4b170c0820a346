/** Killed servers, failing acquirers, two nodes and two requests at once: every obligation is charged exactly once. */
@NullMarked
package io.kopeck.crash;

import org.jspecify.annotations.NullMarked;
