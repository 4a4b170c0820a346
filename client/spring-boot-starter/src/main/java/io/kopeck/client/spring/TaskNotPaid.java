package io.kopeck.client.spring;

import io.kopeck.client.OperationId;
import io.kopeck.client.OperationStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Nothing pays for another run of the task, most often because it was charged and refunded before: running it again needs a new task
 * id. The method did not run, and nothing was charged.
 */
public final class TaskNotPaid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String taskId;
    private final transient @Nullable OperationId operation;
    private final OperationStatus status;

    TaskNotPaid(String taskId, @Nullable OperationId operation, OperationStatus status) {
        super("nothing pays for the task " + taskId + ": its operation " + operation + " is " + status.name().toLowerCase(Locale.ROOT)
                + "; running it again needs a new task id");
        this.taskId = taskId;
        this.operation = operation;
        this.status = status;
    }

    public String taskId() {
        return taskId;
    }

    /** The operation that the task was charged with before. */
    public @Nullable OperationId operation() {
        return operation;
    }

    /** What became of it, such as {@link OperationStatus#REFUNDED}. */
    public OperationStatus status() {
        return status;
    }
}
