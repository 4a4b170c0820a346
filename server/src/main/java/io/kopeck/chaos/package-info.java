/**
 * The proof that anyone can run: {@code ./kopeck chaos}. Starts PostgreSQL, the sandbox and several servers as processes of
 * their own, plays customers on every acquirer through months of a moving clock while it breaks things from a seed, then
 * lets everything come to rest and compares the acquirers' books with ours. Stands outside of the server: it speaks HTTP,
 * and reads the finished database.
 */
@NullMarked
@ApplicationModule
package io.kopeck.chaos;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
