package io.kopeck.sandbox.checkout;

import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.acquirer.HostedPayments.Hosted;
import io.kopeck.sandbox.acquirer.HostedPayments.Saving;
import io.kopeck.sandbox.acquirer.HostedPayments.TestCard;
import io.kopeck.sandbox.http.Answer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The acquirer's payment page: the sum, the card form and the list of test cards. */
final class PayPage {

    /** What was wrong with the form that was sent. */
    record Trouble(Set<CardEntry.Field> fields, boolean notATestCard) {
        static final Trouble NONE = new Trouble(Set.of(), false);
    }

    private PayPage() {}

    static Answer render(int status, Texts texts, String path, Hosted hosted, List<String> otherWays, List<TestCard> cards, Trouble trouble) {
        var amount = hosted.amount();
        var title = texts.get(amount == null ? "bind_title" : "pay_title");
        var heading = amount == null
                ? "<h1>%s</h1><p class=\"muted\">%s</p>".formatted(title, texts.get("bind_note"))
                : "<p class=\"muted\">%s</p><h1 class=\"sum\">%s</h1>".formatted(texts.get("to_pay"), Amounts.format(amount, texts));
        var description = hosted.description() == null ? "" : "<p class=\"what\">%s</p>".formatted(Html.escape(hosted.description()));
        var button = amount == null ? texts.get("bind") : texts.get("pay").formatted(Amounts.format(amount, texts));
        var form = hosted.wallet() ? walletForm(texts, path, hosted.extras().walletNote(), button) : cardForm(texts, path, hosted, button, trouble);
        var content = "<section class=\"card\">%s%s%s%s%s%s%s</section>%s".formatted(declined(texts, hosted.reason()), heading, description,
                hosted.extras().test() ? "<p class=\"note\">%s</p>".formatted(texts.get("test_note")) : "", form,
                otherWays.isEmpty() ? "" : otherWays(texts, path, hosted, otherWays),
                hosted.extras().successUrl() == null ? "" : ResultPage.wayBack(texts, hosted, "second"),
                hosted.wallet() ? "" : testCards(texts, path, cards));
        return Frame.page(status, texts, title, path, hosted.returnUrls(), "pay", content);
    }

    /** Why the last card was declined, where another one may be tried. */
    private static String declined(Texts texts, @Nullable String reason) {
        return reason == null ? "" : "<p class=\"error\" role=\"alert\"><strong>%s.</strong> %s. %s</p>".formatted(texts.get("declined_title"),
                texts.get(reason), texts.get("declined_note"));
    }

    private static String walletForm(Texts texts, String path, @Nullable String note, String button) {
        return """
                <p class="note">%s</p>
                <form method="post" action="%s"><input type="hidden" name="wallet" value="1"><button class="main">%s</button></form>
                """.formatted(texts.get(note == null ? "wallet_note" : note), action(path, texts), button);
    }

    /** One button for each way to pay without a card. */
    private static String otherWays(Texts texts, String path, Hosted hosted, List<String> ways) {
        var buttons = ways.stream().map(way -> "<button class=\"second\" name=\"way\" value=\"%s\">%s</button>".formatted(way, texts.get("way_" + way)))
                .collect(Collectors.joining("\n"));
        return """
                <form method="post" action="%s">
                %s
                %s
                </form>
                """.formatted(action(path, texts), hosted.saving() == Saving.ASK ? saving(texts, Saving.ASK) : "", buttons);
    }

    private static String cardForm(Texts texts, String path, Hosted hosted, String button, Trouble trouble) {
        return """
                %s
                <form method="post" action="%s" autocomplete="off" novalidate>
                %s
                <div class="pair">
                %s
                %s
                </div>
                %s
                <button class="main">%s</button>
                </form>
                """.formatted(
                trouble.notATestCard() ? "<p class=\"error\" role=\"alert\">%s</p>".formatted(texts.get("not_test")) : "",
                action(path, texts),
                field(texts, "number", "0000 0000 0000 0000", 23, trouble.fields().contains(CardEntry.Field.NUMBER) ? "wrong_number" : null),
                field(texts, "expiry", texts.get("expiry_hint"), 7, trouble.fields().contains(CardEntry.Field.EXPIRY) ? "wrong_expiry" : null),
                field(texts, "csc", "123", 4, trouble.fields().contains(CardEntry.Field.CSC) ? "wrong_csc" : null),
                hosted.amount() == null ? "" : saving(texts, hosted.saving()), button);
    }

    private static String saving(Texts texts, Saving saving) {
        return switch (saving) {
            case ALWAYS -> "<p class=\"note\">%s</p>".formatted(texts.get("saved_note"));
            case ASK -> "<label class=\"check\"><input type=\"checkbox\" name=\"save\" value=\"1\"> %s</label>".formatted(texts.get("save"));
            case NEVER -> "";
        };
    }

    private static String field(Texts texts, String name, String placeholder, int lengthMax, @Nullable String trouble) {
        var described = trouble == null ? "" : " aria-invalid=\"true\" aria-describedby=\"%s-error\"".formatted(name);
        var message = trouble == null ? "" : "<span class=\"error\" id=\"%s-error\" role=\"alert\">%s</span>".formatted(name, texts.get(trouble));
        return """
                <label class="field">%s
                <input type="%s" name="%s" inputmode="%s" autocomplete="off" placeholder="%s" maxlength="%d" required%s>%s</label>
                """.formatted(texts.get(name), name.equals("csc") ? "password" : "text", name, name.equals("expiry") ? "text" : "numeric",
                placeholder, lengthMax, described, message);
    }

    private static String testCards(Texts texts, String path, List<TestCard> cards) {
        var passing = new StringBuilder();
        var declined = new StringBuilder();
        for (var card : cards) {
            var meaning = card.declinesLaterOnly() ? texts.get("later")
                    : card.declineReason() != null ? texts.get(card.declineReason())
                    : texts.get(card.threeDs() ? "ok_3ds" : "ok");
            // The button sends a card of this public list, never one that was typed.
            (card.declineReason() == null || card.declinesLaterOnly() ? passing : declined).append("""
                    <tr><td><span class="number">%s</span><span class="brand">%s</span></td><td>%s</td><td>\
                    <button name="number" value="%s" aria-label="%s %s">%s</button></td></tr>
                    """.formatted(grouped(card.number()), card.brand(), meaning, card.number(), texts.get("use"), card.number(), texts.get("use")));
        }
        return """
                <section class="cards">
                <h2>%s</h2>
                <p class="muted">%s</p>
                <form method="post" action="%s" autocomplete="off">
                <input type="hidden" name="expiry" value="any"><input type="hidden" name="csc" value="any">
                <table>%s</table>
                <details><summary>%s</summary><table>%s</table></details>
                </form>
                </section>
                """.formatted(texts.get("cards_title"), texts.get("cards_note"), action(path, texts), passing, texts.get("cards_declined"), declined);
    }

    private static String grouped(String number) {
        return number.replaceAll("(.{4})(?=.)", "$1\u00a0");
    }

    private static String action(String path, Texts texts) {
        return Html.escape(path) + "?lang=" + texts.code();
    }
}
