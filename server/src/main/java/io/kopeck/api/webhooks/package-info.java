/** The acquirers' notifications coming in. */
@NullMarked
package io.kopeck.api.webhooks;

import org.jspecify.annotations.NullMarked;
