/** The rules of holds: what a wallet has, and what becomes of it. Pure, days come in as arguments. */
@NullMarked
package io.kopeck.wallets.internal.core;

import org.jspecify.annotations.NullMarked;
