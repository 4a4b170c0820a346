/** Wallets for bots and workers, and one's own: opened, charged, returned. */
@NullMarked
package io.kopeck.api.wallet;

import org.jspecify.annotations.NullMarked;
