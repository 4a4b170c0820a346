package io.kopeck.sandbox.checkout;

import io.kopeck.sandbox.acquirer.HostedPayments.Hosted;
import io.kopeck.sandbox.http.Answer;
import org.jspecify.annotations.Nullable;

/** The page of the bank that issued the card: 3-D Secure. */
final class BankPage {

    /** The merchant's address, where it sent the browser here itself; the field's name is the protocol's. */
    static final String TERM_URL = "TermUrl";

    private BankPage() {}

    static Answer render(int status, Texts texts, String path, Hosted hosted, @Nullable String merchant, boolean wrongCode) {
        var title = texts.get("bank_title");
        var amount = hosted.amount();
        var facts = (amount == null ? "" : "<dt>%s</dt><dd>%s</dd>".formatted(texts.get("bank_sum"), Amounts.format(amount, texts)))
                + (hosted.cardTail() == null ? "" : "<dt>%s</dt><dd>•••• %s</dd>".formatted(texts.get("bank_card"), hosted.cardTail()));
        var error = wrongCode ? "<span class=\"error\" id=\"code-error\" role=\"alert\">%s</span>".formatted(texts.get("wrong_code")) : "";
        var content = """
                <section class="card">
                <p class="bank-name">%s</p>
                <h1>%s</h1>
                <dl>%s</dl>
                <p class="muted">%s</p>
                <form method="post" action="%s" autocomplete="off" novalidate>
                %s<label class="field">%s
                <input type="text" name="code" inputmode="numeric" autocomplete="off" maxlength="10" placeholder="0000"%s>%s</label>
                <div class="pair"><button class="main" name="answer" value="confirm">%s</button>
                <button class="second" name="answer" value="cancel" formnovalidate>%s</button></div>
                </form>
                </section>
                """.formatted(texts.get("bank_name"), title, facts, texts.get("bank_note"), Html.escape(path) + "?lang=" + texts.code(),
                merchant == null ? "" : "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(TERM_URL, Html.escape(merchant)), texts.get("code"),
                wrongCode ? " aria-invalid=\"true\" aria-describedby=\"code-error\"" : "", error, texts.get("confirm"), texts.get("cancel"));
        return Frame.page(status, texts, title, path, hosted.returnUrls(), "bank", content);
    }
}
