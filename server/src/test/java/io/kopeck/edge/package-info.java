/** What happens at the edge: wrong input, missing rights, hostile text, secrets in logs, pages in a real browser. */
@NullMarked
package io.kopeck.edge;

import org.jspecify.annotations.NullMarked;
