/**
 * The proof of the books: each module contributes checks over its own tables, the {@code verify} command runs them all
 * on one snapshot of the database.
 */
@NullMarked
@NamedInterface("verify")
package io.kopeck.platform.verify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
