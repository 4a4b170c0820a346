package example.mediabot;

/** A picture that did not come about. */
final class BrokenModel extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenModel(String message) {
        super(message);
    }
}
