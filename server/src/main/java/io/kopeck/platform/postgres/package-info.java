/** The embedded PostgreSQL that stands in when no database is configured. */
@NullMarked
@NamedInterface("postgres")
package io.kopeck.platform.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
