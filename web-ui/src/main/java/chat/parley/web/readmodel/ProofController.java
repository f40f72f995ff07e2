package chat.parley.web.readmodel;

import chat.parley.api.ReadModelProof;
import chat.parley.query.proof.ProofRunning;
import chat.parley.query.proof.ReadModelProofs;
import chat.parley.web.problem.InvalidRequest;
import chat.parley.web.problem.ProblemType;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has read models compared with the log, and shows what came of it. */
@RestController
@RequestMapping("/admin/read_models/{name}/proof")
final class ProofController {

    private final ReadModelProofs proofs;

    ProofController(ReadModelProofs proofs) {
        this.proofs = proofs;
    }

    /** What came of the last proof of a read model, whoever asked for it; 204 if there was none. */
    @GetMapping
    @Operation(operationId = "lastProof")
    @ApiResponse(responseCode = "200", description = "The last proof", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "204",
            description = "The read model was not proved yet",
            content = @Content)
    ResponseEntity<ReadModelProof> last(@PathVariable String name) {
        demandReadModel(name);
        return proofs.last(name)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /**
     * Folds all events up to the read model's position once more, by code that shares nothing with
     * its projection, compares the outcome row by row with what is served, and answers when that is
     * done. Whoever does not wait for the answer finds it under GET. 409 while the same is under
     * way.
     */
    @PostMapping
    @Operation(operationId = "prove")
    ReadModelProof prove(@PathVariable String name) {
        demandReadModel(name);
        try {
            return proofs.prove(name);
        } catch (ProofRunning running) {
            throw InvalidRequest.conflict(ProblemType.PROOF_RUNNING);
        }
    }

    private void demandReadModel(String name) {
        if (!proofs.knows(name)) {
            throw ReadModelPath.noSuchReadModel();
        }
    }
}
