package io.kopeck.payments.providers.robokassa;

import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One shop's name and secrets, and everything that is signed with them (Robokassa, Request signature). What is signed is the
 * text the other side has after one form decode. An absent part disappears, but for the number, whose slot stays empty.
 *
 * @param login the shop's id, which is not the login to the cabinet
 * @param password1 for requests; the test password when {@code test}
 * @param password2 for notifications and OpStateExt; the test password when {@code test}
 * @param password3 for refunds; null without access to their interface
 * @param test whether the shop only makes test payments: no money moves, and OpStateExt does not show them
 */
record Shop(
        String login,
        String password1,
        String password2,
        @Nullable String password3,
        Hash hash,
        boolean test) {

    /** Signs a payment or a charge: the parts in their documented order, the password, then our own fields. */
    String signed(String sum, String number, SortedMap<String, String> own, @Nullable String... parts) {
        var base = new StringBuilder(login).append(':').append(sum).append(':').append(number);
        for (var part : parts) {
            if (part != null) {
                base.append(':').append(part);
            }
        }
        return hash.hex(base.append(':').append(password1).append(suffix(own)).toString());
    }

    String signedQuestion(String number) {
        return hash.hex(login + ":" + number + ":" + password2);
    }

    String signedReceipt(String encoded) {
        return hash.hex(encoded + password1);
    }

    /** Whether a ResultURL call with this sum, number and fields of ours was signed with the second password. */
    boolean isSigned(String signature, String sum, String number, SortedMap<String, String> own) {
        return hash.matches(sum + ":" + number + ":" + password2 + suffix(own), signature);
    }

    private static String suffix(Map<String, String> own) {
        return own.entrySet().stream()
                .map(field -> ":" + field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return "Shop[" + login + (test ? ", test]" : "]");
    }
}
