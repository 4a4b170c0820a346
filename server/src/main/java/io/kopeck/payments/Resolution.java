package io.kopeck.payments;

/** What became of a verdict about something parked. */
public enum Resolution {
    /** It is as the verdict says, and written in the audit log. */
    DONE,
    /** It is not parked, or not any more: nothing was changed. */
    NOT_PARKED,
    /** We do not know the acquirer's id of it, and the verdict names none. */
    ID_NEEDED,
    /** The acquirer's id belongs to something else of ours. */
    ID_TAKEN
}
