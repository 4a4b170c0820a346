package io.kopeck.api.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kopeck.identity.Page;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A page of a list: how many there are, and where the neighbours are.
 *
 * @param countEstimated true when there are at least that many, absent when the count is exact
 */
public record PageOf<T>(
        int count,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean countEstimated,
        @Nullable String next,
        @Nullable String previous,
        List<T> results) {

    public static final int SIZE_MAX = 100;
    private static final int PAGE_MAX = 1000;

    /** A list that is never longer than one page. */
    public static <T> PageOf<T> all(List<T> results) {
        return new PageOf<>(results.size(), null, null, null, results);
    }

    /** A page of a list that is short enough to be read whole. */
    public static <T> PageOf<T> cut(List<T> all, Wanted wanted, HttpServletRequest request) {
        int from = Math.min(wanted.offset(), all.size());
        int to = Math.min(from + wanted.size(), all.size());
        return new PageOf<>(
                all.size(), null, to < all.size() ? link(request, wanted.page() + 1) : null,
                wanted.page() > 1 ? link(request, wanted.page() - 1) : null, all.subList(from, to));
    }

    public static <S, T> PageOf<T> of(Page<S> page, Wanted wanted, HttpServletRequest request, Function<S, T> toApi) {
        boolean more = wanted.offset() + page.items().size() < page.count() && wanted.page() < PAGE_MAX;
        return new PageOf<>(
                page.count(),
                page.count() >= Page.COUNT_MAX ? true : null,
                more ? link(request, wanted.page() + 1) : null,
                wanted.page() > 1 ? link(request, wanted.page() - 1) : null,
                page.items().stream().map(toApi).toList());
    }

    /**
     * A page of a long list, newest first. Asked for by number, its neighbours are numbers; otherwise it goes on by cursor,
     * which stays cheap and neither skips nor repeats what is added meanwhile.
     */
    public static <S, T> PageOf<T> of(
            Listing<S> part, Place place, HttpServletRequest request, Function<S, T> toApi, Function<S, UUID> id) {
        var items = part.items();
        String next = null;
        if (part.more()) {
            next = place.page() != null && place.page() < PAGE_MAX
                    ? link(request, place.page() + 1)
                    : link(request, "cursor", id.apply(items.getLast()));
        }
        return new PageOf<>(
                part.count(), part.estimated() ? true : null, next,
                place.page() != null && place.page() > 1 ? link(request, place.page() - 1) : null,
                items.stream().map(toApi).toList());
    }

    /** A page of a long list that goes by numbers only. */
    public static <S, T> PageOf<T> of(Listing<S> part, Wanted wanted, HttpServletRequest request, Function<S, T> toApi) {
        return new PageOf<>(
                part.count(), part.estimated() ? true : null,
                part.more() && wanted.page() < PAGE_MAX ? link(request, wanted.page() + 1) : null,
                wanted.page() > 1 ? link(request, wanted.page() - 1) : null,
                part.items().stream().map(toApi).toList());
    }

    private static String link(HttpServletRequest request, int page) {
        return link(request, "page", page);
    }

    private static String link(HttpServletRequest request, String name, Object value) {
        var query = UriComponentsBuilder.fromPath(request.getRequestURI()).query(request.getQueryString());
        if (name.equals("cursor")) {
            query.replaceQueryParam("page");
        }
        return query.replaceQueryParam(name, value).build().toUriString();
    }

    /**
     * Which part of a long list was asked for.
     *
     * @param cursor the id behind which to go on
     * @param page the page's number; null goes by cursor
     */
    public record Place(@Nullable UUID cursor, @Nullable Integer page, int size) {

        /** @throws Problem 400 when the numbers are out of bounds, or both a cursor and a page are given */
        public Place {
            new Wanted(page == null ? 1 : page, size);
            if (cursor != null && page != null) {
                throw Problem.badRequest("invalid_parameter", "page and cursor exclude each other");
            }
        }

        public Window window() {
            return new Window(page == null ? 0 : (page - 1) * size, cursor, size);
        }
    }

    /** Which page was asked for. */
    public record Wanted(int page, int size) {

        /** @throws Problem 400 when the numbers are out of bounds */
        public Wanted {
            if (page < 1 || page > PAGE_MAX) {
                throw Problem.badRequest("invalid_parameter", "page has to be 1 to " + PAGE_MAX);
            }
            if (size < 1 || size > SIZE_MAX) {
                throw Problem.badRequest("invalid_parameter", "page_size has to be 1 to " + SIZE_MAX);
            }
        }

        public int offset() {
            return (page - 1) * size;
        }
    }
}
