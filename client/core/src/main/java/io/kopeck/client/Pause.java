package io.kopeck.client;

import java.time.Duration;

/** Lets time pass between two tries. */
@FunctionalInterface
public interface Pause {

    void pause(Duration duration) throws InterruptedException;
}
