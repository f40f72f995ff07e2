package chat.parley.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;

/**
 * One column of many rows, as one parameter of a statement. It goes over the wire in PostgreSQL's
 * binary form, which is far less work for both sides than a text with quotes; the driver by itself
 * does so for a few types only.
 *
 * <p>What the form of an array is, and of each element, say the functions {@code array_recv},
 * {@code uuid_recv} and so on in PostgreSQL's source.
 */
public final class SqlArray extends PGobject implements PGBinaryObject {

    /** What every connection needs as its property {@code binaryTransferEnable}. */
    public static final String BINARY_TYPES = "BOOL_ARRAY,TIMESTAMPTZ_ARRAY,UUID_ARRAY";

    private static final long serialVersionUID = 1;

    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int DIMENSIONS = 1;
    private static final int MAY_HOLD_NULL = 1;
    private static final int FIRST_INDEX = 1;
    private static final int NULL = -1;

    private transient ByteBuffer binary;

    private SqlArray(String type, int elements) {
        setType("_" + type);
        binary = ByteBuffer.allocate(64 + 40 * elements);
        binary.putInt(DIMENSIONS)
                .putInt(MAY_HOLD_NULL)
                .putInt(oid(type))
                .putInt(elements)
                .putInt(FIRST_INDEX);
    }

    /**
     * One column of some rows.
     *
     * @param type of its elements, by its name in PostgreSQL
     * @param value what a row has in this column: an {@code Integer} for int4, a {@code Long} for
     *     int8, a {@code Boolean} for bool, a {@code UUID}, an {@code Instant} for timestamptz, a
     *     {@code byte[]} for bytea, a {@code String} for text
     */
    public static <R> SqlArray column(
            String type, Collection<R> rows, Function<R, ? extends @Nullable Object> value) {
        SqlArray column = new SqlArray(type, rows.size());
        for (R row : rows) {
            column.add(value.apply(row));
        }
        return column;
    }

    private static int oid(String type) {
        return switch (type) {
            case "bool" -> 16;
            case "bytea" -> 17;
            case "int8" -> 20;
            case "int4" -> 23;
            case "text" -> 25;
            case "timestamptz" -> 1184;
            case "uuid" -> 2950;
            default -> throw new IllegalArgumentException("No array is made of " + type);
        };
    }

    private void add(@Nullable Object element) {
        switch (element) {
            case null -> room(0).putInt(NULL);
            case String text -> add(text.getBytes(UTF_8));
            case byte[] bytes -> add(bytes);
            case Integer number -> room(4).putInt(4).putInt(number);
            case Long number -> room(8).putInt(8).putLong(number);
            case Boolean flag -> room(1).putInt(1).put((byte) (flag ? 1 : 0));
            case UUID id ->
                    room(16).putInt(16)
                            .putLong(id.getMostSignificantBits())
                            .putLong(id.getLeastSignificantBits());
            case Instant at ->
                    room(8).putInt(8).putLong(ChronoUnit.MICROS.between(POSTGRES_EPOCH, at));
            default ->
                    throw new IllegalArgumentException("No array is made of " + element.getClass());
        }
    }

    private void add(byte[] bytes) {
        room(bytes.length).putInt(bytes.length).put(bytes);
    }

    private ByteBuffer room(int bytes) {
        if (binary.remaining() < Integer.BYTES + bytes) {
            int capacity = Math.max(2 * binary.capacity(), binary.position() + bytes + 64);
            binary =
                    ByteBuffer.wrap(Arrays.copyOf(binary.array(), capacity))
                            .position(binary.position());
        }
        return binary;
    }

    @Override
    public int lengthInBytes() {
        return binary.position();
    }

    @Override
    public void toBytes(byte[] bytes, int offset) {
        System.arraycopy(binary.array(), 0, bytes, offset, binary.position());
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("Is only sent");
    }

    /** Is asked for where {@link #BINARY_TYPES} are missing. */
    @Override
    public String getValue() {
        throw new IllegalStateException(
                "The connection lacks binaryTransferEnable=" + BINARY_TYPES);
    }
}
