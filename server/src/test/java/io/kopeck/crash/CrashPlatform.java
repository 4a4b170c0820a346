package io.kopeck.crash;

import io.kopeck.testing.Platform;
import java.util.Map;

/** One platform for the tests of this package, so that whole books can be compared without others' leftovers. */
final class CrashPlatform {

    static final Platform SHARED = Platform.start(Map.of());

    private CrashPlatform() {}
}
