package io.kopeck.sandbox.robokassa;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a request has to sign (reference, 3 to 5 and 9): parts joined by colons, the password, the Shp_ fields.
 *
 * @param parts before the password, in order
 * @param texts the positions of those parts whose encoding the sources disagree about: Receipt and the …Url2
 */
record Signature(List<String> parts, List<Integer> texts, Map<String, String> shp) {

    /** The transformations of a text that a lenient shop accepts besides the text itself. */
    private static final List<UnaryOperator<String>> LENIENT = List.of(
            UnaryOperator.identity(),
            text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
            text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"),
            text -> URLEncoder.encode(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"), StandardCharsets.UTF_8),
            Signature::decoded);

    /** A payment request: absent optional parts disappear, only InvId leaves an empty slot. */
    static Signature ofPayment(Params params) {
        var parts = new ArrayList<>(List.of(params.textOr("", "MerchantLogin"), params.sumText(), params.numberText()));
        var texts = new ArrayList<Integer>();
        add(params, parts, texts, false, "OutSumCurrency", "UserIp");
        add(params, parts, texts, true, "Receipt");
        add(params, parts, texts, false, "StepByStep");
        add(params, parts, texts, true, "ResultUrl2", "SuccessUrl2");
        add(params, parts, texts, false, "SuccessUrl2Method");
        add(params, parts, texts, true, "FailUrl2");
        add(params, parts, texts, false, "FailUrl2Method", "Token");
        return new Signature(parts, texts, params.shp());
    }

    /** A recurring payment or the confirmation of a hold. */
    static Signature ofOperation(Params params) {
        var parts = new ArrayList<>(List.of(params.textOr("", "MerchantLogin"), params.sumText(), params.numberText()));
        var texts = new ArrayList<Integer>();
        add(params, parts, texts, true, "Receipt", "ResultUrl2");
        return new Signature(parts, texts, params.shp());
    }

    /** The cancellation of a hold: the slot of OutSum stays empty even when OutSum is sent. */
    static Signature ofCancellation(Params params) {
        return of(List.of(params.textOr("", "MerchantLogin"), "", params.numberText()), params.shp());
    }

    static Signature of(List<String> parts, Map<String, String> shp) {
        return new Signature(parts, List.of(), shp);
    }

    private static void add(Params params, List<String> parts, List<Integer> texts, boolean isText, String... names) {
        for (var name : names) {
            var value = params.text(name);
            if (value != null) {
                if (isText) {
                    texts.add(parts.size());
                }
                parts.add(value);
            }
        }
    }

    String base(String password) {
        return base(password, UnaryOperator.identity(), false);
    }

    private String base(String password, UnaryOperator<String> ofTexts, boolean ignoringCase) {
        var out = new ArrayList<String>(parts.size() + 1);
        for (int i = 0; i < parts.size(); i++) {
            out.add(texts.contains(i) ? ofTexts.apply(parts.get(i)) : parts.get(i));
        }
        out.add(password);
        return String.join(":", out) + Params.shpSuffix(shp, ignoringCase);
    }

    String hex(Hashing hashing, String password) {
        return hashing.hex(base(password));
    }

    /** Whether {@code given} signs this: hex in either case. */
    boolean matches(@Nullable String given, Hashing hashing, String password, boolean lenient) {
        if (given == null) {
            return false;
        }
        var wanted = given.toLowerCase(Locale.ROOT);
        if (hex(hashing, password).equals(wanted)) {
            return true;
        }
        return lenient && LENIENT.stream().anyMatch(ofTexts -> hashing.hex(base(password, ofTexts, false)).equals(wanted)
                || hashing.hex(base(password, ofTexts, true)).equals(wanted));
    }

    /** One decode more; a text that cannot be decoded stays as it is. */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
