/** What tests share: one real PostgreSQL, one running platform with its sandbox, and customers who use both over HTTP. */
@NullMarked
package io.kopeck.testing;

import org.jspecify.annotations.NullMarked;
