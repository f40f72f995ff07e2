/**
 * Decides. A command reaches its chat through {@link chat.parley.command.chat.ChatGateway}, which
 * answers once the decision is durable in the log; what has to follow from an event later is
 * decided here too.
 */
@NullMarked
package chat.parley.command;

import org.jspecify.annotations.NullMarked;
