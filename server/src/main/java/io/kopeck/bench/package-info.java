/**
 * Benchmarks: {@code ./kopeck bench}. Each sets up a database of its own, measures, and prints; docs/performance.md keeps
 * the figures. Does not run in the server.
 */
@NullMarked
@ApplicationModule
package io.kopeck.bench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
