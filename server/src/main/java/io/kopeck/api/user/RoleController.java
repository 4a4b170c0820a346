package io.kopeck.api.user;

import io.kopeck.api.web.Fields;
import io.kopeck.api.web.PageOf;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.identity.Role;
import io.kopeck.identity.Roles;
import io.kopeck.identity.Roles.Assign;
import io.kopeck.identity.Roles.Create;
import io.kopeck.identity.User;
import io.kopeck.identity.Users;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who the users are and which roles they have; for superusers. */
@RestController
@RequestMapping("/api/v1/user")
@Tag(name = "Staff")
final class RoleController {

    private static final int DESCRIPTION_LENGTH_MAX = 500;
    private static final int SEARCH_LENGTH_MAX = 254;
    private static final int ROLES_MAX = 50;

    private final Users users;
    private final Roles roles;

    RoleController(Users users, Roles roles) {
        this.users = users;
        this.roles = roles;
    }

    record RoleView(String name, String description, boolean staff, List<String> rights) {}

    record RoleBody(@Nullable String name, @Nullable String description) {}

    record UserView(UUID id, @Nullable String email, boolean confirmed, Set<String> roles, Instant createdAt) {}

    record RolesBody(@Nullable List<@Nullable String> roles) {}

    record AssignedRoles(UUID id, Set<String> roles) {}

    @GetMapping("/roles")
    @Operation(summary = "Staff roles with their rights, and custom roles")
    PageOf<RoleView> roles(Caller caller) {
        caller.require(Right.MANAGE_USERS);
        return PageOf.all(roles.all().stream().map(RoleController::toApi).toList());
    }

    @PostMapping("/roles")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create a custom role: it gives no right here, it appears in tokens")
    RoleView create(@RequestBody RoleBody body, Caller caller) {
        caller.require(Right.MANAGE_USERS);
        var fields = new Fields();
        var description = Objects.requireNonNullElse(body.description(), "").strip();
        if (body.name() == null || !Roles.isName(body.name())) {
            fields.refuse("name", "has to have 2 to 50 lower-case letters, digits or underscores, a letter first");
        }
        if (description.length() > DESCRIPTION_LENGTH_MAX) {
            fields.refuse("description", "has to have at most " + DESCRIPTION_LENGTH_MAX + " characters");
        }
        fields.throwIfWrong();
        return switch (roles.create(String.valueOf(body.name()), description, caller)) {
            case Create.Created(var role) -> toApi(role);
            case Create.NameTaken _ -> throw Problem.conflict("role_exists", "There is a role of that name");
            case Create.TooMany _ -> throw Problem.conflict("too_many_roles", "There are " + Roles.CUSTOM_MAX + " custom roles already");
        };
    }

    @GetMapping("/users")
    @Operation(summary = "Users by a part of the address, or by id")
    PageOf<UserView> users(Caller caller, HttpServletRequest request,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "page_size", defaultValue = "20") int pageSize) {
        caller.require(Right.MANAGE_USERS);
        if (search.length() > SEARCH_LENGTH_MAX) {
            throw Problem.badRequest("invalid_parameter", "search has to have at most " + SEARCH_LENGTH_MAX + " characters");
        }
        var wanted = new PageOf.Wanted(page, pageSize);
        return PageOf.of(users.search(search, wanted.offset(), wanted.size()), wanted, request, RoleController::toApi);
    }

    @PutMapping("/users/{id}/roles")
    @Operation(summary = "Make these the user's roles, in place of all given by hand before")
    AssignedRoles assign(@PathVariable UUID id, @RequestBody RolesBody body, Caller caller) {
        caller.require(Right.MANAGE_USERS);
        var fields = new Fields();
        var names = fields.names("roles", body.roles(), ROLES_MAX);
        fields.throwIfWrong();
        return switch (roles.assign(new CustomerId(id), names.orElseThrow(), caller)) {
            case Assign.Assigned(var assigned) -> new AssignedRoles(id, assigned);
            case Assign.UnknownUser _ -> throw Problem.notFound("The user");
            case Assign.UnknownRole _ -> throw Problem.badRequest("unknown_role", "One of the roles does not exist");
            case Assign.LastSuperuser _ -> throw Problem.conflict("last_superuser", "Somebody has to stay superuser");
        };
    }

    private static RoleView toApi(Role role) {
        var rights = role.rights().stream().sorted().map(right -> right.name().toLowerCase(Locale.ROOT)).toList();
        return new RoleView(role.name(), role.description(), role.staff(), rights);
    }

    private static UserView toApi(User user) {
        return new UserView(user.id().value(), user.email(), user.confirmed(), user.assignedRoles(), user.createdAt());
    }
}
