/** How payments are made exactly once: opening, charging, settling, reconciling, refunding, and the webhook inbox. */
@NullMarked
package io.kopeck.payments.internal;

import org.jspecify.annotations.NullMarked;
