package chat.parley.benchmarks.load;

import java.util.Arrays;

/** Keeps book of which message has reached whom. One thread writes; others see it when told. */
final class Deliveries {

    /** How many admins there can be. */
    static final int MOST_ADMINS = 30;

    /** What became of a message besides, behind the admins' bits. */
    static final int ACCEPTED = 1 << 31;

    static final int IN_CHAT = 1 << 30;

    private final int[][] marks;
    private final int done;
    private long all;

    Deliveries(int users, int admins) {
        if (admins > MOST_ADMINS) {
            throw new IllegalArgumentException("There can be " + MOST_ADMINS + " admins at most.");
        }
        marks = new int[users][256];
        done = ACCEPTED | (1 << admins) - 1;
    }

    static int admin(int index) {
        return 1 << index;
    }

    /** What a mark changed. */
    enum Change {
        REPEATED,
        ONE_MORE,
        /** The message is accepted, and all admins have it. */
        DONE
    }

    Change mark(int user, int number, int mark) {
        if (number >= marks[user].length) {
            marks[user] = Arrays.copyOf(marks[user], 2 * number);
        }
        int before = marks[user][number];
        int after = before | mark;
        if (after == before) {
            return Change.REPEATED;
        }
        marks[user][number] = after;
        all++;
        return isDone(after) && !isDone(before) ? Change.DONE : Change.ONE_MORE;
    }

    private boolean isDone(int mark) {
        return (mark & done) == done;
    }

    /** How many marks were set. */
    long all() {
        return all;
    }

    /** How many marks a message gets that reached everybody whom it should. */
    int marksPerMessage() {
        return Integer.bitCount(done | IN_CHAT);
    }
}
