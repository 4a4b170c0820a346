/** Sandbox mode only: the time machine. */
@NullMarked
package io.kopeck.api.sandbox;

import org.jspecify.annotations.NullMarked;
