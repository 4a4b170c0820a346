/** Whether a customer may use a product. */
@NullMarked
package io.kopeck.api.access;

import org.jspecify.annotations.NullMarked;
