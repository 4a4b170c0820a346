package io.kopeck.catalog.internal;

import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers versions of tariffs, which never change: the {@value #VERSIONS_MAX} asked for last. */
public final class SoldVersions {

    static final int VERSIONS_MAX = 1000;

    private final Map<Key, Tariff> versions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Tariff> eldest) {
            return size() > VERSIONS_MAX;
        }
    };

    /** The version as remembered, or as read, outside any lock. What does not exist is not remembered. */
    public Optional<Tariff> get(TariffId id, int version, Source source) {
        var key = new Key(id, version);
        Tariff known;
        synchronized (versions) {
            known = versions.get(key);
        }
        if (known != null) {
            return Optional.of(known);
        }
        var read = source.read(id, version);
        read.ifPresent(tariff -> {
            synchronized (versions) {
                versions.put(key, tariff);
            }
        });
        return read;
    }

    int size() {
        synchronized (versions) {
            return versions.size();
        }
    }

    /** Where an unknown version is read. */
    @FunctionalInterface
    public interface Source {

        Optional<Tariff> read(TariffId id, int version);
    }

    private record Key(TariffId id, int version) {}
}
