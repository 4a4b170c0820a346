package io.kopeck.sandbox.checkout;

import io.kopeck.sandbox.acquirer.HostedPayments.Hosted;
import io.kopeck.sandbox.http.Answer;
import java.util.List;
import java.util.stream.Collectors;

/** Says how a payment ended, with the way back; also that there is no such payment. */
final class ResultPage {

    private ResultPage() {}

    static Answer render(int status, Texts texts, String path, Hosted hosted) {
        boolean binding = hosted.amount() == null;
        var key = switch (hosted.stage()) {
            case SUCCEEDED -> binding ? "bound_title" : "done_title";
            case CANCELED -> binding ? "bind_failed_title" : "canceled_title";
            case EXPIRED -> "expired_title";
            case PROCESSING, ENTER_CARD, CONFIRM_3DS -> "processing_title";
        };
        var mark = switch (hosted.stage()) {
            case SUCCEEDED -> "<p class=\"mark good\" aria-hidden=\"true\">✓</p>";
            case CANCELED, EXPIRED -> "<p class=\"mark bad\" aria-hidden=\"true\">×</p>";
            case PROCESSING, ENTER_CARD, CONFIRM_3DS -> "<p class=\"mark wait\" aria-hidden=\"true\">…</p>";
        };
        var note = switch (hosted.stage()) {
            case CANCELED -> hosted.reason() == null ? "final_note" : hosted.reason();
            case SUCCEEDED, EXPIRED -> "final_note";
            case PROCESSING, ENTER_CARD, CONFIRM_3DS -> "processing_note";
        };
        var amount = hosted.amount();
        var content = "<section class=\"card result\">%s<h1>%s</h1>%s<p class=\"muted\">%s</p>%s</section>".formatted(mark, texts.get(key),
                amount == null ? "" : "<p class=\"sum\">%s</p>".formatted(Amounts.format(amount, texts)), texts.get(note),
                wayBack(texts, hosted, "main"));
        return Frame.page(status, texts, texts.get(key), path, hosted.returnUrls(), "result", content);
    }

    /** A link to the shop, or a form where the shop wants the result posted. */
    static String wayBack(Texts texts, Hosted hosted, String style) {
        if (hosted.returnUrl() == null) {
            return "";
        }
        var url = Html.escape(hosted.returnUrl());
        var form = hosted.extras().returnForm();
        if (form == null) {
            return "<p><a class=\"%s\" href=\"%s\">%s</a></p>".formatted(style, url, texts.get("back"));
        }
        var fields = form.entrySet().stream()
                .map(field -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(Html.escape(field.getKey()), Html.escape(field.getValue())))
                .collect(Collectors.joining());
        return "<form method=\"post\" action=\"%s\">%s<button class=\"%s\">%s</button></form>".formatted(url, fields, style, texts.get("back"));
    }

    static Answer notFound(Texts texts, String path) {
        var title = texts.get("not_found_title");
        return Frame.page(404, texts, title, path, List.of(), "result",
                "<section class=\"card result\"><p class=\"mark wait\" aria-hidden=\"true\">?</p><h1>%s</h1><p class=\"muted\">%s</p></section>"
                        .formatted(title, texts.get("not_found_note")));
    }
}
