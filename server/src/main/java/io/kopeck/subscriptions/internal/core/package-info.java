/** The rules of a subscription's life: states, commands, periods. Pure, time comes in as an argument. */
@NullMarked
package io.kopeck.subscriptions.internal.core;

import org.jspecify.annotations.NullMarked;
