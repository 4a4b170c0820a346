/**
 * The sandbox's own thin layer over Jetty: a {@link io.kopeck.sandbox.http.Call} comes in, an {@link
 * io.kopeck.sandbox.http.Answer} goes out. It owns body limits, broken answers (cut connections) and the loopback
 * binding. It knows no acquirer.
 */
@NullMarked
package io.kopeck.sandbox.http;

import org.jspecify.annotations.NullMarked;
