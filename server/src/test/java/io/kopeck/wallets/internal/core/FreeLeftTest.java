package io.kopeck.wallets.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FreeLeftTest {

    @Test
    void losesThePeriodsOwnAndKeepsTheOthers() {
        var free = new FreeLeft(4, 4).begin(100);

        assertThat(free).isEqualTo(new FreeLeft(104, 4));
        assertThat(used(free, 30).end(false)).isEqualTo(new FreeLeft(4, 4));
        assertThat(used(free, 102).end(false)).isEqualTo(new FreeLeft(2, 2));
        assertThat(used(free, 30).end(true).begin(100)).isEqualTo(new FreeLeft(174, 74));
    }

    @Test
    void hasAtMostAMillion() {
        assertThat(new FreeLeft(FreeLeft.MAX, 0).begin(100_000)).isEqualTo(new FreeLeft(FreeLeft.MAX, FreeLeft.MAX));
    }

    /** Against two heaps kept apart: the period's, which is used first, and the lasting one. */
    @RepeatedTest(200)
    void agreesWithTwoHeaps(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        int lasting = random.nextInt(5);
        int own = 0;
        var free = new FreeLeft(lasting, lasting);
        for (int i = 0; i < 100; i++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    boolean stays = random.nextBoolean();
                    lasting += stays ? own : 0;
                    own = random.nextInt(1, 20);
                    free = free.end(stays).begin(own);
                }
                case 1 -> {
                    boolean stays = random.nextBoolean();
                    lasting += stays ? own : 0;
                    own = 0;
                    free = free.end(stays);
                }
                default -> {
                    if (own > 0) {
                        own--;
                        free = used(free, 1);
                    } else if (lasting > 0) {
                        lasting--;
                        free = used(free, 1);
                    }
                }
            }
            assertThat(free).isEqualTo(new FreeLeft(own + lasting, lasting));
        }
    }

    /** As {@code wallets.charge} does: it knows of what is left alone. */
    private static FreeLeft used(FreeLeft free, int operations) {
        return new FreeLeft(free.left() - operations, free.lasting());
    }
}
