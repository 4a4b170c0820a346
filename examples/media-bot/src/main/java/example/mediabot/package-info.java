/** A bot that makes pictures for money: what a worker looks like that lets kopeck charge its users. */
@NullMarked
package example.mediabot;

import org.jspecify.annotations.NullMarked;
