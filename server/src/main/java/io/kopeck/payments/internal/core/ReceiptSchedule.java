package io.kopeck.payments.internal.core;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When a receipt is asked about or sent again, and when it has to be registered (54-FZ art. 1.2 cl. 5.4). */
public final class ReceiptSchedule {

    /** After this a receipt that is still not registered is given up: a person has to see to it. */
    public static final Duration GIVE_UP = Duration.ofDays(7);

    /** A provider takes so many receipts of one payment or refund, refused ones included (YooKassa API v3, Receipts: 30). */
    public static final int TRIES_MAX = 25;

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration ASKING_STEP_MAX = Duration.ofHours(6);
    private static final Duration RETRY_STEP_MAX = Duration.ofHours(12);

    private ReceiptSchedule() {}

    /**
     * The end of the working day after the day of the settlement. Public holidays are not known here and count as working
     * days, so that the alarm comes rather too early.
     */
    public static Instant dueBy(Instant settledAt, ZoneId zone) {
        var day = settledAt.atZone(zone).toLocalDate().plusDays(1);
        while (!isWorkingDay(day)) {
            day = day.plusDays(1);
        }
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** The next question about a receipt that is on its way: 10 s, then twice as long each time, up to six hours. */
    public static Instant afterAsking(int checks, Instant now) {
        return now.plus(doubled(FIRST, checks, ASKING_STEP_MAX));
    }

    /** The next sending of one that was refused: a minute, then twice as long each time, up to half a day. */
    public static Instant afterRefusal(int tries, Instant now) {
        return now.plus(doubled(FIRST_RETRY, tries - 1, RETRY_STEP_MAX));
    }

    private static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private static Duration doubled(Duration first, int times, Duration max) {
        var step = first.multipliedBy(1L << Math.clamp(times, 0, 20));
        return step.compareTo(max) > 0 ? max : step;
    }
}
