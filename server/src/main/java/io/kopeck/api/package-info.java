/**
 * The HTTP API: delivery only. Each package is one part of the API; rules live in the modules below.
 *
 * <p>Owns paths, JSON shapes, status codes and who may call what. Does not own any decision about money or access.
 */
@NullMarked
@ApplicationModule
package io.kopeck.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
