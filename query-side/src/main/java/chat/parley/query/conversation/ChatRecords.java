package chat.parley.query.conversation;

import org.springframework.data.repository.Repository;

import java.util.Optional;
import java.util.UUID;

interface ChatRecords extends Repository<ChatRecord, UUID> {

    Optional<ChatRecord> findById(UUID chatId);

    boolean existsById(UUID chatId);
}
