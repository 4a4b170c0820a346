package io.kopeck.platform.events;

import java.time.Instant;

/** An event as it stands in the log. {@code sequence} grows; {@code occurredAt} is the platform clock's time. */
public record RecordedEvent(long sequence, Event event, Instant occurredAt) {}
