/** The commands, one class each, and what they share: a context without a web server, and failures told in plain words. */
@NullMarked
package io.kopeck.commands.internal;

import org.jspecify.annotations.NullMarked;
