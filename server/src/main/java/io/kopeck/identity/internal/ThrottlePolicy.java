package io.kopeck.identity.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * How many tries are free, and how long each further one makes the next wait. One try is forgotten for each
 * {@code forgetOneAfter} that passes, so what counts is a window that slides.
 */
public record ThrottlePolicy(int freeTries, Duration forgetOneAfter, Duration firstDelay, Duration longestDelay) {

    private static final int DOUBLINGS_MAX = 16;

    /** What is remembered of a key. */
    record State(int tries, Instant countedAt, Instant blockedUntil) {

        static State fresh(Instant now) {
            return new State(0, now, now);
        }
    }

    /** How long a try at this moment has to wait; zero when it may go on. */
    Duration wait(State state, Instant now) {
        return now.isBefore(state.blockedUntil()) ? Duration.between(now, state.blockedUntil()) : Duration.ZERO;
    }

    /** The state after one more try. */
    State counted(State state, Instant now) {
        var remembered = forgotten(state, now);
        int tries = Math.min(remembered.tries() + 1, freeTries + DOUBLINGS_MAX);
        return new State(tries, remembered.countedAt(), now.plus(delayAfter(tries)));
    }

    /** The state after a try turned out to be rightful. */
    State forgiven(State state, Instant now) {
        var remembered = forgotten(state, now);
        return new State(Math.max(0, remembered.tries() - 1), remembered.countedAt(), now);
    }

    private Duration delayAfter(int tries) {
        if (tries < freeTries) {
            return Duration.ZERO;
        }
        var delay = firstDelay.multipliedBy(1L << (tries - freeTries));
        return delay.compareTo(longestDelay) > 0 ? longestDelay : delay;
    }

    private State forgotten(State state, Instant now) {
        if (state.tries() == 0 || now.isBefore(state.countedAt())) {
            return new State(state.tries(), now, state.blockedUntil());
        }
        long forgets = Duration.between(state.countedAt(), now).dividedBy(forgetOneAfter);
        return forgets >= state.tries()
                ? new State(0, now, state.blockedUntil())
                : new State(state.tries() - (int) forgets, state.countedAt().plus(forgetOneAfter.multipliedBy(forgets)), state.blockedUntil());
    }
}
