package io.kopeck.identity;

/** Where a request came from: its address, and what the browser calls itself, without control characters and cut short. */
public record Origin(String address, String userAgent) {

    private static final int ADDRESS_LENGTH_MAX = 64;
    private static final int USER_AGENT_LENGTH_MAX = 120;

    public Origin {
        address = cut(address, ADDRESS_LENGTH_MAX);
        userAgent = cut(userAgent, USER_AGENT_LENGTH_MAX);
    }

    private static String cut(String text, int lengthMax) {
        var clean = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "").strip();
        return clean.length() <= lengthMax ? clean : clean.substring(0, lengthMax);
    }
}
