package chat.parley.query.conversation;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

interface MessageRecords extends Repository<MessageRecord, MessageRecord.Key> {

    Optional<MessageRecord> findByChatIdAndSequence(UUID chatId, long sequence);

    @Query(
            "from MessageRecord where chatId = :chatId and sequence < :before order by sequence desc")
    List<MessageRecord> newestBefore(UUID chatId, long before, Limit limit);

    @Query("from MessageRecord where chatId = :chatId and sequence > :after order by sequence")
    List<MessageRecord> oldestAfter(UUID chatId, long after, Limit limit);

    /** One side's messages beyond the mark of the other. */
    @Query(
            "select count(*) from MessageRecord where chatId = :chatId and senderType = :senderType and sequence > :mark")
    long countBeyond(UUID chatId, String senderType, long mark);
}
