/** The ledger's checks. */
@NullMarked
package io.kopeck.ledger.internal;

import org.jspecify.annotations.NullMarked;
