/** How wallets are kept. */
@NullMarked
package io.kopeck.wallets.internal;

import org.jspecify.annotations.NullMarked;
