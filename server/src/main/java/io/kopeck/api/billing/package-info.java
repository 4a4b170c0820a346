/** Self-service of the bearer: seed A's ten methods and their companions. */
@NullMarked
package io.kopeck.api.billing;

import org.jspecify.annotations.NullMarked;
