-- Acts outside of chats are found by the chat that they are about. They are few, and an append of anything else does not
-- touch this. The types are those of EventTypes.ABOUT_CHATS.
CREATE INDEX event_log_about_chat ON event_log ((payload->>'chat_id'), position)
    WHERE type IN ('ChatParked', 'ParkedChatRetried', 'PersonExported');
