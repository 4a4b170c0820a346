package io.kopeck.platform.jobs;

import java.util.function.IntSupplier;

/** Works through what is due in batches, so that no transaction and no run of a job is without a bound. */
public final class Batches {

    private Batches() {}

    /**
     * Runs batch after batch until one was not full, or the bound is reached: what is left waits for the job's next run.
     *
     * @param full how many items a full batch has
     * @param batchesMax how many batches one run does
     * @param batch claims and handles one batch, and answers how many items it had
     * @return how many items all batches had
     */
    public static int run(int full, int batchesMax, IntSupplier batch) {
        int handled = 0;
        for (int i = 0; i < batchesMax; i++) {
            int count = batch.getAsInt();
            handled += count;
            if (count < full) {
                break;
            }
        }
        return handled;
    }
}
