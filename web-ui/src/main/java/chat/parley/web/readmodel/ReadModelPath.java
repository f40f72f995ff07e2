package chat.parley.web.readmodel;

import chat.parley.web.problem.InvalidRequest;

/** The name of a read model as it stands in a path. */
final class ReadModelPath {

    private ReadModelPath() {}

    static InvalidRequest noSuchReadModel() {
        return InvalidRequest.notFound("There is no such read model.");
    }
}
