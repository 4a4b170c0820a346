package example.mediabot;

import io.kopeck.client.InsufficientFunds;
import io.kopeck.client.KopeckClient;
import io.kopeck.client.OutcomeUnknown;
import io.kopeck.client.Owner;
import io.kopeck.client.Refused;
import io.kopeck.client.Wallet;
import java.math.BigDecimal;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the bot says to its users. */
@Component
public class Chat {

    static final String HELP = """
            <telegram id> generate|upscale|add_text <prompt>, <telegram id> balance, <telegram id> top-up <amount>
            A prompt with the word fail breaks the model. Ctrl-D ends.""";

    private final Studio studio;
    private final KopeckClient kopeck;

    Chat(Studio studio, KopeckClient kopeck) {
        this.studio = studio;
        this.kopeck = kopeck;
    }

    /** @param message a user and what it wants, such as {@code 42 generate a cat} */
    public String reply(String message) {
        var words = message.split(" ", 3);
        if (words.length < 2 || !words[0].matches("[1-9]\\d{0,17}")) {
            return HELP;
        }
        var rest = words.length == 3 ? words[2] : "";
        try {
            return answer(Long.parseLong(words[0]), words[1], rest);
        } catch (InsufficientFunds empty) {
            return "This costs " + empty.price() + ", you have " + empty.balance()
                    + (empty.topUpUrl() == null ? ". Top up, please." : ". Top up here: " + empty.topUpUrl());
        } catch (Refused refused) {
            return refused.detail() + (refused.errors().isEmpty() ? "" : " " + refused.errors());
        } catch (OutcomeUnknown unknown) {
            return "I cannot reach the billing."; // a real bot leaves the task in its queue, to be run again under the same id
        } catch (BrokenModel broken) {
            return "That went wrong: " + broken.getMessage() + ". You get back what it cost."
                    + (broken.getSuppressed().length == 0 ? "" : " It may take a while.");
        }
    }

    private String answer(long user, String command, String rest) {
        var task = "message:" + UUID.randomUUID(); // a real bot takes the message's id
        return switch (command) {
            case "generate" -> studio.generate(user, task, rest, null);
            case "upscale" -> studio.upscale(user, task, rest);
            case "add_text" -> studio.addText(user, task, rest);
            case "balance" -> balance(kopeck.openWallet(user));
            case "top-up" -> topUp(user, rest);
            default -> HELP;
        };
    }

    private static String balance(Wallet wallet) {
        return wallet.balance() + " " + wallet.currency() + ", " + wallet.freeOperationsLeft() + " of " + wallet.freeOperationsCount() + " free operations";
    }

    private String topUp(long user, String amount) {
        if (!amount.matches("\\d{1,9}")) {
            return HELP;
        }
        kopeck.openWallet(user);
        return "Pay here: " + kopeck.topUp(Owner.telegram(user), new BigDecimal(amount)).confirmationUrl();
    }
}
