/** Payments as resources: asking how one stands, now or as last known. */
@NullMarked
package io.kopeck.api.payments;

import org.jspecify.annotations.NullMarked;
