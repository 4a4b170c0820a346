/** The acquirers' adapters, a nested module each; none knows another, and nothing knows them but through the SPI. */
@NullMarked
package io.kopeck.payments.providers;

import org.jspecify.annotations.NullMarked;
