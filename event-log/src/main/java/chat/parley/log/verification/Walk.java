package chat.parley.log.verification;

import chat.parley.api.AdminEvent;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One walk through the log. It reads in small batches, each by a statement of its own, and hashes
 * one while the next is on its way.
 */
final class Walk {

    private static final int STREAMS_REMEMBERED = 100_000;

    private final LogRows rows;
    private final StreamPlaces places;
    private final Erasures erasures;
    private final KnownLinks known;
    private final long seenHead;
    private final HistoryVerifier.Progress progress;
    private final ChainHash chain = new ChainHash();
    private byte[] previousHash = ChainHash.beforeTheFirst();
    private long events;
    private @Nullable LogRow last;

    /**
     * @param asking on another connection than {@code rows}, which is busy reading
     */
    Walk(
            LogRows rows,
            JdbcTemplate asking,
            KnownLinks known,
            long seenHead,
            HistoryVerifier.Progress progress) {
        this.rows = rows;
        this.known = known;
        this.seenHead = seenHead;
        this.progress = progress;
        places = new StreamPlaces(asking, STREAMS_REMEMBERED);
        erasures = new Erasures(asking);
    }

    Verification run() {
        // Before the end is looked up: it goes on, and so do those who follow.
        long reached = Math.max(seenHead, rows.followed());
        LogLink head = rows.head();
        long end = head == null ? 0 : head.position();
        BrokenPlace broken = walk(end);
        return new Verification(
                events,
                last == null ? null : last.link(),
                broken == null ? cutOff(end, reached) : broken);
    }

    /** Where only the position is known, what is missing counts as the last stream's next event. */
    private @Nullable BrokenPlace cutOff(long end, long reached) {
        LogPlace beyond = known.firstBeyond(end);
        if (beyond != null) {
            return rows.cut(end, beyond);
        }
        if (reached <= end) {
            return null;
        }
        return last == null
                ? new BrokenPlace(1, AdminEvent.INSTALLATION, 0, Fault.CUT_OFF)
                : new BrokenPlace(end + 1, last.stream, last.sequence + 1, Fault.CUT_OFF);
    }

    private @Nullable BrokenPlace walk(long end) {
        try (ExecutorService reader =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("verification-reader").factory())) {
            Future<List<LogRow>> next = reader.submit(() -> rows.next(Long.MIN_VALUE, end));
            for (List<LogRow> batch = await(next); !batch.isEmpty(); batch = await(next)) {
                long read = batch.getLast().position;
                next = reader.submit(() -> rows.next(read, end));
                BrokenPlace broken = firstBroken(batch);
                if (broken != null) {
                    await(next);
                    return broken.fault() == Fault.EVENT_MISSING ? rows.hole(broken) : broken;
                }
                progress.reached(events, end);
            }
            return null;
        }
    }

    private @Nullable BrokenPlace firstBroken(List<LogRow> batch) {
        places.prepare(batch);
        erasures.prepare(batch);
        for (LogRow row : batch) {
            Fault fault = faultOf(row);
            if (fault != null) {
                return new BrokenPlace(events + 1, row.stream, row.sequence, fault);
            }
            previousHash = row.hash;
            last = row;
            events++;
        }
        return null;
    }

    private @Nullable Fault faultOf(LogRow row) {
        if (row.position != events + 1) {
            return row.position > events + 1 ? Fault.EVENT_MISSING : Fault.OUT_OF_PLACE;
        }
        if (!Arrays.equals(row.hash, chain.of(previousHash, row))) {
            return Fault.LINK_BROKEN;
        }
        if (!places.isNext(row)) {
            return Fault.OUT_OF_PLACE;
        }
        if (row.personal != null && !Arrays.equals(row.personalDigest, chain.of(row.personal))) {
            return Fault.PERSONAL_PART_CHANGED;
        }
        if (row.isWithoutItsPersonalPart() && !erasures.explain(row)) {
            return Fault.PERSONAL_PART_MISSING;
        }
        if (!row.repeatsClientMessageId) {
            return Fault.CLIENT_MESSAGE_ID_CHANGED;
        }
        if (known.haveOneAt(row.position) && known.contradict(row.link())) {
            return Fault.REWRITTEN;
        }
        return null;
    }

    private static List<LogRow> await(Future<List<LogRow>> rows) {
        try {
            return rows.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The walk was broken off", e);
        }
    }
}
