package chat.parley.web.live;

import chat.parley.api.ChatId;

/** Knows which chats there are. */
@FunctionalInterface
interface ChatDirectory {

    /** Whether a chat of this id was ever started. */
    boolean exists(ChatId chatId);
}
