/** Tests of the sandbox's Robokassa, from the outside: real HTTP, as a shop and a browser would. */
@NullMarked
package io.kopeck.sandbox.robokassa;

import org.jspecify.annotations.NullMarked;
