package io.kopeck.identity;

import java.util.Set;

/** A role that can be given to a user by hand. Only staff roles carry rights. */
public record Role(String name, String description, boolean staff, Set<Right> rights) {}
