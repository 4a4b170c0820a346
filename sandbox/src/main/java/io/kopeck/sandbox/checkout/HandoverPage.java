package io.kopeck.sandbox.checkout;

import io.kopeck.sandbox.http.Answer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Carries the bank's answer to a merchant that concludes the payment itself: by a button, as nothing here runs scripts. */
final class HandoverPage {

    private HandoverPage() {}

    /** {@code merchant} is the address the browser came with; without a web address there is nowhere to go. */
    static Answer render(Texts texts, String path, @Nullable String merchant, Map<String, String> fields) {
        if (merchant == null || !merchant.matches("https?://.+")) {
            return ResultPage.notFound(texts, path);
        }
        var title = texts.get("handover_title");
        var hidden = new StringBuilder();
        new TreeMap<>(fields).forEach((name, value) -> hidden.append("<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(Html.escape(name), Html.escape(value))));
        return Frame.page(200, texts, title, path, List.of(merchant), "bank", """
                <section class="card result"><h1>%s</h1><p class="muted">%s</p>
                <form method="post" action="%s">%s<button class="main">%s</button></form></section>
                """.formatted(title, texts.get("handover_note"), Html.escape(merchant), hidden, texts.get("back")));
    }
}
