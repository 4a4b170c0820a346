/** Recurring jobs: claimed by one node at a time, woken after commits, and driven in order by the time machine. */
@NullMarked
@NamedInterface("jobs")
package io.kopeck.platform.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
