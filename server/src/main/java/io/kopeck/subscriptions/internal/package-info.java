/** How subscriptions are kept: their SQL, their jobs, and what their payments complete. */
@NullMarked
package io.kopeck.subscriptions.internal;

import org.jspecify.annotations.NullMarked;
