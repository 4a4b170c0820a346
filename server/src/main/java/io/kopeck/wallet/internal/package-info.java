/** The ledger's checks. */
@NullMarked
package io.kopeck.wallet.internal;

import org.jspecify.annotations.NullMarked;
