/** What an acquirer's answer means for an attempt: pure decisions, no I/O. */
@NullMarked
package io.kopeck.payments.internal.core;

import org.jspecify.annotations.NullMarked;
