package io.kopeck.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer may use of one product now.
 *
 * @param until the end of what is paid for or tried; null without access
 * @param reason the subscription's status, {@code trial} while on trial, or {@code no_subscription}
 */
public record AccessView(AccessLevel level, @Nullable Instant until, String reason) {}
