package io.kopeck.platform.page;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list, newest first, is wanted.
 *
 * @param offset how many to pass over; zero when {@code after} is given
 * @param after the id behind which to go on, or null to begin at the newest; ids grow with time
 * @param size how many at most, 1 to {@value #SIZE_MAX}
 */
public record Window(int offset, @Nullable UUID after, int size) {

    public static final int SIZE_MAX = 100;

    public Window {
        if (offset < 0 || size < 1 || size > SIZE_MAX || (after != null && offset > 0)) {
            throw new IllegalArgumentException("a window is 1 to " + SIZE_MAX + " rows, by offset or after an id");
        }
    }
}
