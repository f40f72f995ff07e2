/**
 * Decides. A command reaches its {@link chat.parley.command.chat.Chat} through {@link
 * chat.parley.command.ChatGateway}, which answers once the decision is durable in the log.
 */
@NullMarked
package chat.parley.command;

import org.jspecify.annotations.NullMarked;
