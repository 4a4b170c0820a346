package io.kopeck.sandbox.http;

/** Answers the calls below one path prefix, on a virtual thread: it may block. */
@FunctionalInterface
public interface Endpoint {
    Answer answer(Call call);
}
