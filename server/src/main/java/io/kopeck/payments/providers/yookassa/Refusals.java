package io.kopeck.payments.providers.yookassa;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads error objects (YooKassa API v3, Response format: type, id, code, description, parameter). */
final class Refusals {

    /** Whatever may be a token, an id, a card's or a phone's digits, or an address; such words are left out. */
    private static final Pattern TELLING_WORD = Pattern.compile("\\S*(?:@|\\d\\S*\\d\\S*\\d\\S*\\d)\\S*");

    private static final int DETAIL_LENGTH_MAX = 200;

    private Refusals() {}

    static Reply.Refusal fromWire(int status, JsonNode error) {
        var code = Words.code(Json.text(error, "code"), "http_" + status);
        var parameter = Json.text(error, "parameter");
        if (parameter != null && !parameter.matches("[A-Za-z0-9_.\\[\\]-]{1,64}")) {
            parameter = null;
        }
        var detail = new StringBuilder("HTTP ").append(status);
        if (parameter != null) {
            detail.append(", ").append(parameter);
        }
        var reason = Json.text(error, "reason", "");
        var description = Words.shorten(Json.text(error, "description", reason), DETAIL_LENGTH_MAX)
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        if (!description.isEmpty()) {
            detail.append(": ").append(TELLING_WORD.matcher(description).replaceAll("…"));
        }
        return new Reply.Refusal(status, code, parameter, detail.toString());
    }

    /**
     * Whether the key was already used for another request. The same parameter also stands for a key that is too long,
     * so that this is the one place where the text is looked at.
     */
    static boolean isKeyConflict(Reply.Refusal refusal) {
        return refusal.status() == 400 && refusal.concerns("Idempotence-Key") && refusal.detail().contains("duplicated");
    }

    /** An unknown or foreign id is a 404 by the specification and a 400 on the wire; they mean the same. */
    static boolean isNotFound(Reply.Refusal refusal, String parameter) {
        return refusal.status() == 404 || refusal.status() == 400 && refusal.concerns(parameter);
    }
}
