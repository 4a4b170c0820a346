package io.kopeck.identity.internal;

import io.kopeck.identity.Language;
import io.kopeck.identity.internal.OneTimeTokens.Purpose;

/** What identity's mail says. */
final class MailTexts {

    private MailTexts() {}

    /** A mail's subject and plain text. */
    record Text(String subject, String body) {

        @Override
        public String toString() {
            return "Text[" + subject + "]";
        }
    }

    static Text of(Purpose purpose, Language language, String base, String token) {
        return switch (purpose) {
            case CONFIRM -> confirm(language, base + "/confirm-email?token=" + token);
            case RESET -> reset(language, base + "/reset-password?token=" + token);
        };
    }

    private static Text confirm(Language language, String link) {
        return switch (language) {
            case RU -> new Text("Подтвердите адрес почты", """
                    Здравствуйте!

                    Остался один шаг: подтвердите, что это ваша почта.

                    %s

                    Ссылка работает 24 часа и только один раз. После этого можно оплачивать подписки
                    и получать чеки на этот адрес.

                    Если вы у нас не регистрировались, просто ничего не делайте.
                    """.formatted(link));
            case EN -> new Text("Confirm your e-mail address", """
                    Hello!

                    One step left: please confirm that this address is yours.

                    %s

                    The link works once, within 24 hours. After that you can pay for subscriptions,
                    and your receipts will come to this address.

                    If you did not sign up with us, there is nothing you need to do.
                    """.formatted(link));
        };
    }

    private static Text reset(Language language, String link) {
        return switch (language) {
            case RU -> new Text("Новый пароль", """
                    Здравствуйте!

                    Чтобы задать новый пароль, откройте ссылку:

                    %s

                    Она работает один час и только один раз. После смены пароля нужно будет
                    заново войти на всех устройствах.

                    Если вы не просили об этом, ничего не делайте: пароль останется прежним.
                    """.formatted(link));
            case EN -> new Text("Your new password", """
                    Hello!

                    To choose a new password, open this link:

                    %s

                    It works once, within one hour. Afterwards you will have to log in again
                    on all your devices.

                    If you did not ask for this, do nothing: your password stays as it is.
                    """.formatted(link));
        };
    }
}
