package io.kopeck.access;

import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.events.Event;

/** A grant was really given or taken. {@code kind} is {@code role} or {@code external_role}. */
public sealed interface AccessEvent extends Event {

    record GrantGiven(CustomerId customer, String product, String kind, String name) implements AccessEvent {}

    record GrantTaken(CustomerId customer, String product, String kind, String name) implements AccessEvent {}
}
