/** What several parts of the API share: list envelopes, products named by query, HTML pages. */
@NullMarked
package io.kopeck.api.web;

import org.jspecify.annotations.NullMarked;
