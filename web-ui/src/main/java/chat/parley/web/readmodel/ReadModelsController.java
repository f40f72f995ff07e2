package chat.parley.web.readmodel;

import chat.parley.api.AdminEvent.ReadModelRebuildRequested;
import chat.parley.api.ReadModelStatus;
import chat.parley.command.admin.AdminLog;
import chat.parley.query.readmodel.RebuildUnderWay;
import chat.parley.query.readmodel.Rebuilds;
import chat.parley.web.identity.AdminPrincipal;
import chat.parley.web.problem.InvalidRequest;
import chat.parley.web.problem.ProblemType;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Shows admins how the read models get on, and rebuilds them for them. */
@RestController
@RequestMapping(path = "/admin/read_models", produces = MediaType.APPLICATION_JSON_VALUE)
final class ReadModelsController {

    private final Rebuilds rebuilds;
    private final AdminLog adminLog;
    private final Clock clock;

    ReadModelsController(Rebuilds rebuilds, AdminLog adminLog, Clock clock) {
        this.rebuilds = rebuilds;
        this.adminLog = adminLog;
        this.clock = clock;
    }

    /** How far each read model is; while it is rebuilt, how far the rebuild is. */
    @GetMapping
    @Operation(operationId = "readModels")
    List<ReadModelStatus> list() {
        return rebuilds.statuses();
    }

    /**
     * Rebuilds a read model from the first event, while it answers. 409 if that is under way
     * already, on whichever server.
     */
    @PostMapping("/{name}/rebuild")
    @Operation(operationId = "rebuildReadModel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void rebuild(@AuthenticationPrincipal AdminPrincipal admin, @PathVariable String name) {
        if (!rebuilds.names().contains(name)) {
            throw ReadModelPath.noSuchReadModel();
        }
        begin(admin, List.of(name));
    }

    /** Rebuilds all read models, or none and 409 if one of them is being rebuilt. */
    @PostMapping("/rebuild")
    @Operation(operationId = "rebuildAllReadModels")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void rebuildAll(@AuthenticationPrincipal AdminPrincipal admin) {
        begin(admin, rebuilds.names());
    }

    private void begin(AdminPrincipal admin, Collection<String> names) {
        try {
            rebuilds.begin(
                    names,
                    name ->
                            adminLog.record(
                                    new ReadModelRebuildRequested(
                                            admin.actor(), clock.instant(), name)));
        } catch (RebuildUnderWay underWay) {
            throw InvalidRequest.conflict(ProblemType.REBUILD_UNDER_WAY);
        }
    }
}
