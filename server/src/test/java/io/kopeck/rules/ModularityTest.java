package io.kopeck.rules;

import io.kopeck.KopeckApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Modules use each other only as their {@code package-info.java} declares, and without cycles. */
final class ModularityTest {

    @Test
    void modulesKeepToTheirDeclarations() {
        ApplicationModules.of(KopeckApplication.class).verify();
    }
}
