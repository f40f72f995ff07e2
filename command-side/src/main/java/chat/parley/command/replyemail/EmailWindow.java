package chat.parley.command.replyemail;

import chat.parley.api.ChatId;

/**
 * The window of a reply e-mail; its text form names the deadline in the scheduler.
 *
 * @param sequence of the message that opened it
 */
record EmailWindow(ChatId chatId, long sequence) {

    static EmailWindow of(String text) {
        int colon = text.indexOf(':');
        return new EmailWindow(
                ChatId.of(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return chatId + ":" + sequence;
    }
}
