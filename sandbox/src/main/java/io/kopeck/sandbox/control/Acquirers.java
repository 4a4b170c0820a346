package io.kopeck.sandbox.control;

import io.kopeck.sandbox.acquirer.Acquirer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The acquirers this sandbox plays, by name. */
public final class Acquirers {

    private final Map<String, Acquirer> byName = new TreeMap<>();

    public Acquirers(List<? extends Acquirer> acquirers) {
        acquirers.forEach(acquirer -> byName.put(acquirer.name(), acquirer));
    }

    Acquirer named(String name) {
        var acquirer = byName.get(name);
        if (acquirer == null) {
            throw ControlError.notAllowed("provider", name, byName.keySet());
        }
        return acquirer;
    }

    public Collection<Acquirer> all() {
        return byName.values();
    }

    Collection<String> names() {
        return byName.keySet();
    }
}
