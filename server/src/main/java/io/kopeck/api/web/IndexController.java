package io.kopeck.api.web;

import io.kopeck.platform.config.Mode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The front page: says that it runs and where to look. */
@RestController
@Hidden
class IndexController {

    private final Pages pages;
    private final Mode mode;

    IndexController(Pages pages, Mode mode) {
        this.pages = pages;
        this.mode = mode;
    }

    @GetMapping("/")
    ResponseEntity<String> index(HttpServletRequest request) {
        return pages.render("index.jte", 200, request, Map.of("sandbox", mode.isSandbox()));
    }
}
