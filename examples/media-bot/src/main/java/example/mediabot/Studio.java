package example.mediabot;

import io.kopeck.client.OperationId;
import io.kopeck.client.spring.PaidOperation;
import io.kopeck.client.spring.TaskId;
import io.kopeck.client.spring.WalletOwner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where pictures are made; a stand-in for models that cost money to run. A prompt with the word {@code fail} breaks them. */
@Component
public class Studio {

    /** @param operation what pays for it, filled in by the starter */
    @PaidOperation("generate")
    public String generate(@WalletOwner long telegramId, @TaskId String task, String prompt, @Nullable OperationId operation) {
        return run("a picture of " + prompt) + " (operation " + operation + ")";
    }

    @PaidOperation("upscale")
    public String upscale(@WalletOwner long telegramId, @TaskId String task, String prompt) {
        return run("a larger " + prompt);
    }

    /** In the price list, but never billed. */
    @PaidOperation("add_text")
    public String addText(@WalletOwner long telegramId, @TaskId String task, String prompt) {
        return run("a picture that says " + prompt);
    }

    private static String run(String work) {
        if (work.contains("fail")) {
            throw new BrokenModel("the model is out of memory");
        }
        return work;
    }
}
