package io.kopeck.sandbox.checkout;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of the pages in one language. */
enum Texts {
    RU("ru", Map.ofEntries(
            Map.entry("pay_title", "Оплата"),
            Map.entry("bind_title", "Привязка карты"),
            Map.entry("bind_note", "Карта сохранится для будущих платежей. Сейчас ничего не спишется."),
            Map.entry("to_pay", "К оплате"),
            Map.entry("number", "Номер карты"),
            Map.entry("expiry", "Срок действия"),
            Map.entry("expiry_hint", "ММ/ГГ"),
            Map.entry("csc", "Код на обороте"),
            Map.entry("save", "Сохранить карту для следующих платежей"),
            Map.entry("saved_note", "Карта сохранится: магазин сможет списывать с неё следующие платежи."),
            Map.entry("pay", "Заплатить %s"),
            Map.entry("bind", "Привязать карту"),
            Map.entry("wallet_note", "Спишем деньги с вашего тестового кошелька ЮMoney."),
            Map.entry("sandbox", "Песочница: деньги не настоящие, принимаются только тестовые карты."),
            Map.entry("cards_title", "Тестовые карты"),
            Map.entry("cards_note", "Срок действия — любой в будущем, код — любой. Кнопка сразу отправит форму с этой картой."),
            Map.entry("cards_declined", "Карты, по которым придёт отказ"),
            Map.entry("use", "Выбрать"),
            Map.entry("ok", "Успешно"),
            Map.entry("ok_3ds", "Успешно, с подтверждением банка"),
            Map.entry("later", "Первый платёж проходит, автоплатежи — нет"),
            Map.entry("wrong_number", "Проверьте номер карты: в нём опечатка."),
            Map.entry("wrong_expiry", "Укажите срок действия: месяц и год, например 12/30."),
            Map.entry("wrong_csc", "Введите код: три цифры (у American Express — четыре)."),
            Map.entry("not_test", "Это песочница: настоящие карты здесь не принимаются. Выберите карту из списка тестовых."),
            Map.entry("bank_title", "Подтверждение платежа"),
            Map.entry("bank_name", "Учебный банк"),
            Map.entry("bank_note", "Мы отправили код на ваш телефон. В песочнице подойдёт любой."),
            Map.entry("bank_card", "Карта"),
            Map.entry("bank_sum", "Сумма"),
            Map.entry("code", "Код из сообщения"),
            Map.entry("wrong_code", "Введите код: от 1 до 10 цифр."),
            Map.entry("confirm", "Подтвердить"),
            Map.entry("cancel", "Отменить"),
            Map.entry("done_title", "Платёж прошёл"),
            Map.entry("bound_title", "Карта привязана"),
            Map.entry("canceled_title", "Платёж не прошёл"),
            Map.entry("bind_failed_title", "Не удалось привязать карту"),
            Map.entry("expired_title", "Время на оплату вышло"),
            Map.entry("processing_title", "Платёж обрабатывается"),
            Map.entry("processing_note", "Обычно это занимает пару минут. Страницу можно закрыть."),
            Map.entry("final_note", "На этой странице больше ничего не нужно делать."),
            Map.entry("back", "Вернуться в магазин"),
            Map.entry("not_found_title", "Такого платежа нет"),
            Map.entry("not_found_note", "Проверьте ссылку или начните оплату заново в магазине."),
            Map.entry("handover_title", "Осталось вернуться в магазин"),
            Map.entry("handover_note", "Магазин завершит платёж, когда получит ответ банка."),
            Map.entry("declined_title", "Карта не прошла"),
            Map.entry("declined_note", "Попробуйте другую карту."),
            Map.entry("test_note", "Тестовый платёж: он проверяет магазин и ничего не списывает."),
            Map.entry("sbp_note", "Спишем деньги через СБП из вашего тестового банка."),
            Map.entry("way_sbp", "Оплатить через СБП"),
            Map.entry("way_yoo_money", "Оплатить из кошелька ЮMoney"),
            Map.entry("refused_title", "Оплатить по этой ссылке нельзя"),
            Map.entry("refused_note", "Магазин составил ссылку с ошибкой, или платить по ней уже поздно. Вернитесь в магазин и начните заново."),
            Map.entry("refused_code", "Код ошибки: %d"),
            Map.entry("other_language", "English"),
            Map.entry("3d_secure_failed", "Банк не подтвердил платёж"),
            Map.entry("call_issuer", "Банк отказал: позвоните в банк, выпустивший карту"),
            Map.entry("card_expired", "Срок действия карты истёк"),
            Map.entry("country_forbidden", "Карты этой страны не принимаются"),
            Map.entry("fraud_suspected", "Платёж выглядит подозрительно и остановлен"),
            Map.entry("general_decline", "Отказ без объяснения причины"),
            Map.entry("identification_required", "Превышен лимит кошелька: нужна идентификация"),
            Map.entry("insufficient_funds", "Не хватает денег на карте"),
            Map.entry("internal_timeout", "Сбой на стороне платёжной системы"),
            Map.entry("invalid_card_number", "Неправильный номер карты"),
            Map.entry("invalid_csc", "Неправильный код карты"),
            Map.entry("issuer_unavailable", "Банк, выпустивший карту, недоступен"),
            Map.entry("payment_method_limit_exceeded", "Превышен лимит платежей по карте"),
            Map.entry("payment_method_restricted", "Операции по карте запрещены"),
            Map.entry("permission_revoked", "Разрешение на списания отозвано"),
            Map.entry("canceled_by_merchant", "Магазин отменил платёж"),
            Map.entry("expired_on_confirmation", "Платёж не подтвердили вовремя"),
            Map.entry("expired_on_capture", "Магазин не забрал деньги вовремя, они вернулись на карту"))),
    EN("en", Map.ofEntries(
            Map.entry("pay_title", "Payment"),
            Map.entry("bind_title", "Save a card"),
            Map.entry("bind_note", "The card will be saved for future payments. Nothing is charged now."),
            Map.entry("to_pay", "To pay"),
            Map.entry("number", "Card number"),
            Map.entry("expiry", "Expiry date"),
            Map.entry("expiry_hint", "MM/YY"),
            Map.entry("csc", "Code on the back"),
            Map.entry("save", "Save the card for future payments"),
            Map.entry("saved_note", "The card will be saved: the store may charge it for the next payments."),
            Map.entry("pay", "Pay %s"),
            Map.entry("bind", "Save the card"),
            Map.entry("wallet_note", "The money will be taken from your test YooMoney wallet."),
            Map.entry("sandbox", "Sandbox: the money isn't real, only test cards are accepted."),
            Map.entry("cards_title", "Test cards"),
            Map.entry("cards_note", "Any future expiry date and any code will do. The button submits that card at once."),
            Map.entry("cards_declined", "Cards that are declined"),
            Map.entry("use", "Use"),
            Map.entry("ok", "Succeeds"),
            Map.entry("ok_3ds", "Succeeds after the bank's confirmation"),
            Map.entry("later", "First payment passes, automatic payments don't"),
            Map.entry("wrong_number", "Check the card number: there is a typo in it."),
            Map.entry("wrong_expiry", "Enter the expiry date: month and year, such as 12/30."),
            Map.entry("wrong_csc", "Enter the code: three digits (four for American Express)."),
            Map.entry("not_test", "This is a sandbox: real cards are not accepted here. Choose a card from the list of test cards."),
            Map.entry("bank_title", "Confirm the payment"),
            Map.entry("bank_name", "Practice Bank"),
            Map.entry("bank_note", "We have sent a code to your phone. In the sandbox any code will do."),
            Map.entry("bank_card", "Card"),
            Map.entry("bank_sum", "Amount"),
            Map.entry("code", "Code from the message"),
            Map.entry("wrong_code", "Enter the code: 1 to 10 digits."),
            Map.entry("confirm", "Confirm"),
            Map.entry("cancel", "Cancel"),
            Map.entry("done_title", "Payment complete"),
            Map.entry("bound_title", "Card saved"),
            Map.entry("canceled_title", "Payment failed"),
            Map.entry("bind_failed_title", "The card could not be saved"),
            Map.entry("expired_title", "The time to pay is over"),
            Map.entry("processing_title", "The payment is being processed"),
            Map.entry("processing_note", "This usually takes a couple of minutes. You may close this page."),
            Map.entry("final_note", "There is nothing left to do on this page."),
            Map.entry("back", "Back to the store"),
            Map.entry("not_found_title", "There is no such payment"),
            Map.entry("not_found_note", "Check the link, or start the payment again in the store."),
            Map.entry("handover_title", "Now back to the store"),
            Map.entry("handover_note", "The store concludes the payment once it has the bank's answer."),
            Map.entry("declined_title", "The card was declined"),
            Map.entry("declined_note", "Try another card."),
            Map.entry("test_note", "A test payment: it checks the store and takes nothing."),
            Map.entry("sbp_note", "The money will be taken by SBP from your test bank."),
            Map.entry("way_sbp", "Pay by SBP"),
            Map.entry("way_yoo_money", "Pay from a YooMoney wallet"),
            Map.entry("refused_title", "This link can't be paid"),
            Map.entry("refused_note", "The store made a mistake in the link, or it is too late to pay. Go back to the store and start again."),
            Map.entry("refused_code", "Error code: %d"),
            Map.entry("other_language", "Русский"),
            Map.entry("3d_secure_failed", "The bank did not confirm the payment"),
            Map.entry("call_issuer", "Declined: call the bank that issued the card"),
            Map.entry("card_expired", "The card has expired"),
            Map.entry("country_forbidden", "Cards of this country are not accepted"),
            Map.entry("fraud_suspected", "The payment looks suspicious and was stopped"),
            Map.entry("general_decline", "Declined without a reason"),
            Map.entry("identification_required", "Wallet limit exceeded: identification is required"),
            Map.entry("insufficient_funds", "Not enough money on the card"),
            Map.entry("internal_timeout", "The payment system had a fault"),
            Map.entry("invalid_card_number", "Wrong card number"),
            Map.entry("invalid_csc", "Wrong card code"),
            Map.entry("issuer_unavailable", "The bank that issued the card is unavailable"),
            Map.entry("payment_method_limit_exceeded", "The card's payment limit is exceeded"),
            Map.entry("payment_method_restricted", "Operations with the card are forbidden"),
            Map.entry("permission_revoked", "The permission to charge was withdrawn"),
            Map.entry("canceled_by_merchant", "The store canceled the payment"),
            Map.entry("expired_on_confirmation", "The payment was not confirmed in time"),
            Map.entry("expired_on_capture", "The store did not take the money in time, it went back to the card")));

    private final String code;
    private final Map<String, String> words;

    Texts(String code, Map<String, String> words) {
        this.code = code;
        this.words = words;
    }

    /** The language the customer asked for, else the merchant's, else the browser's, else Russian. */
    static Texts choose(@Nullable String asked, @Nullable String merchantLocale, @Nullable String acceptLanguage) {
        if ("en".equals(asked)) {
            return EN;
        }
        if ("ru".equals(asked)) {
            return RU;
        }
        if (merchantLocale != null) {
            return merchantLocale.startsWith("en") ? EN : RU;
        }
        if (acceptLanguage == null) {
            return RU;
        }
        try {
            var wanted = Locale.LanguageRange.parse(acceptLanguage.strip());
            return "en".equals(Locale.lookupTag(wanted, java.util.List.of("ru", "en"))) ? EN : RU;
        } catch (IllegalArgumentException malformed) {
            return RU;
        }
    }

    String code() {
        return code;
    }

    Texts other() {
        return this == RU ? EN : RU;
    }

    /** The words for {@code key}, ready for HTML; an unknown key, such as a new decline reason, is shown as it is. */
    String get(String key) {
        return Html.escape(words.getOrDefault(key, key));
    }

    boolean has(String key) {
        return words.containsKey(key);
    }
}
