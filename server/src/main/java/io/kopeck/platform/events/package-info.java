/** The event log and its cursors: what modules above learn of what happened below, at least once and in order per customer. */
@NullMarked
@NamedInterface("events")
package io.kopeck.platform.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
