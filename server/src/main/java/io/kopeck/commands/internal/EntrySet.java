package io.kopeck.commands.internal;

import io.kopeck.platform.verify.AcquirerBookCheck.Kind;
import io.kopeck.platform.verify.AcquirerBookCheck.KnownEntries;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Which entries a book has, in eight bytes each: a million entries take eight megabytes. */
final class EntrySet implements KnownEntries {

    private long[] hashes = new long[1_024];
    private int size;
    private boolean sorted = true;

    void add(Kind kind, String id) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        hashes[size++] = hash(kind, id);
        sorted = false;
    }

    @Override
    public boolean contains(Kind kind, String id) {
        if (!sorted) {
            Arrays.sort(hashes, 0, size);
            sorted = true;
        }
        return Arrays.binarySearch(hashes, 0, size, hash(kind, id)) >= 0;
    }

    /** 60 bits of MD5: with a million entries, a missing one goes unseen once in a million million runs. */
    private static long hash(Kind kind, String id) {
        return UUID.nameUUIDFromBytes((kind + ":" + id).getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }
}
