package io.kopeck.platform.events;

import io.kopeck.kernel.CustomerId;

/**
 * Something that happened, told in the past tense: a record of ids and facts, stored as JSON under its simple name.
 *
 * <p>The JSON is a persisted format. Fields may be added; a change of meaning is a new type with {@code V2} behind it.
 */
public interface Event {

    /** Whose event it is; events of one customer are read in the order they happened. */
    CustomerId customer();
}
