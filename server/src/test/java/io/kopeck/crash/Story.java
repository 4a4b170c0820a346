package io.kopeck.crash;

import io.kopeck.testing.Installation;

/** One customer's story with a crash in the middle. */
interface Story {

    /** What happens before, on a healthy server. */
    void before(World world);

    /** What the armed server does when it dies. The call may break off. */
    void during(Installation armed);

    /** What the customer does on the restarted server: what broke off is tried again. */
    default void after(World world) {}

    /** Passes when everything has happened exactly once. */
    void expectDone(World world);
}
