package chat.parley.benchmarks.load;

/** Looks into bytes where they lie. */
final class Bytes {

    private static final int NOWHERE = -1;

    private Bytes() {}

    static boolean startWith(byte[] bytes, int from, byte[] prefix) {
        if (bytes.length - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first place of some bytes, -1 if they are not there. */
    static int find(byte[] bytes, int from, int to, byte[] wanted) {
        for (int at = from; at <= to - wanted.length; at++) {
            if (bytes[at] == wanted[0] && startWith(bytes, at, wanted)) {
                return at;
            }
        }
        return NOWHERE;
    }
}
