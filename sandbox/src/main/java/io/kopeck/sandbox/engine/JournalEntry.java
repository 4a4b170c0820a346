package io.kopeck.sandbox.engine;

/**
 * One fact to remember: the whole new state of one thing, so that replaying keeps the last.
 *
 * @param value an immutable record; it is serialised later, on the journal's own thread
 */
public record JournalEntry(String kind, Object value) {}
