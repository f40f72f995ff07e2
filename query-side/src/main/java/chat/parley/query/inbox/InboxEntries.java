package chat.parley.query.inbox;

import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

interface InboxEntries extends Repository<InboxEntry, UUID> {

    List<InboxEntry> findByChatIdInAndLastMessageAtIsNotNull(Collection<UUID> chatIds);
}
