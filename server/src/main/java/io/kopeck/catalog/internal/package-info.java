/** How the catalog is read from its file, compared with what is stored, and written. */
@NullMarked
package io.kopeck.catalog.internal;

import org.jspecify.annotations.NullMarked;
