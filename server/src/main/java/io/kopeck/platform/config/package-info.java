/** Configuration values that need care: secrets, the mode the server runs in, and .env files. */
@NullMarked
@NamedInterface("config")
package io.kopeck.platform.config;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
