package chat.parley.log;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a stored event says, as JSON.
 *
 * @param payload never personal
 * @param personal what can be traced to a person; empty if there is nothing, or nothing any more
 */
record EventJson(ObjectNode payload, ObjectNode personal) {}
