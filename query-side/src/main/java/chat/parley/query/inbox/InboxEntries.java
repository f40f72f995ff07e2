package chat.parley.query.inbox;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.UUID;

interface InboxEntries extends Repository<InboxEntry, UUID> {

    /** One array, so that the statement is the same for any number of chats. */
    @Query(
            nativeQuery = true,
            value =
                    "select * from inbox.chat where chat_id = any(:chatIds) and last_message_at is not null")
    List<InboxEntry> listed(UUID[] chatIds);
}
