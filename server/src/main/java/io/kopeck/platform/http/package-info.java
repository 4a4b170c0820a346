/** The HTTP client for calls to other systems; it refuses to run inside a database transaction. */
@NullMarked
@NamedInterface("http")
package io.kopeck.platform.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
