package io.kopeck.sandbox.checkout;

import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says that a payment link is refused: to the customer that it is, to the merchant's programmer why. */
public final class RefusalPage {

    private RefusalPage() {}

    /**
     * The page, with status 400.
     *
     * @param locale what the merchant asked for
     * @param code the acquirer's error code
     * @param why for the programmer, in English; no secrets
     */
    public static Answer render(Call call, @Nullable String locale, int code, String why) {
        var texts = Texts.choose(call.queryFields().get("lang"), locale, call.header("accept-language"));
        var title = texts.get("refused_title");
        return Frame.page(400, texts, title, null, List.of(), "result", """
                <section class="card result"><p class="mark bad" aria-hidden="true">×</p><h1>%s</h1><p class="muted">%s</p>
                <p>%s</p><p class="muted what" lang="en">%s</p></section>
                """.formatted(title, texts.get("refused_note"), texts.get("refused_code").formatted(code), Html.escape(why)));
    }
}
