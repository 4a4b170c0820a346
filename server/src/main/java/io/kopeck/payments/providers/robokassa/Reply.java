package io.kopeck.payments.providers.robokassa;

/** What came back over HTTP. */
sealed interface Reply {

    /** An answer that is complete and no server error; what it means is for its reader. */
    record Text(int status, String body) implements Reply {

        @Override
        public String toString() {
            return "Text[" + status + ", " + body.length() + " characters]";
        }
    }

    /** No answer that proves anything. */
    record Nothing(String cause) implements Reply {}
}
