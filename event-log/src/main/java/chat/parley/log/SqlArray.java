package chat.parley.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * One column of many rows, as one parameter of a statement. It goes over the wire in PostgreSQL's
 * binary form, which is far less work for both sides than a text with quotes. The driver does so by
 * itself for a few types only; where it was not told of the others, and where it was told not to,
 * the column goes as text.
 *
 * <p>What the binary form of an array is, and of each element, say the functions {@code
 * array_recv}, {@code uuid_recv} and so on in PostgreSQL's source.
 */
public final class SqlArray extends PGobject implements PGBinaryObject {

    /** What a connection should have as its property {@code binaryTransferEnable}. */
    public static final String BINARY_TYPES = "BOOL_ARRAY,TIMESTAMPTZ_ARRAY,UUID_ARRAY";

    private static final long serialVersionUID = 1;

    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int DIMENSIONS = 1;
    private static final int MAY_HOLD_NULL = 1;
    private static final int FIRST_INDEX = 1;
    private static final int NULL = -1;

    private final int elementType;
    private final transient List<@Nullable Object> elements;
    private transient ByteBuffer binary = ByteBuffer.allocate(0);

    private SqlArray(String type, List<@Nullable Object> elements) {
        setType("_" + type);
        elementType = oid(type);
        this.elements = elements;
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
        List<@Nullable Object> elements = new ArrayList<>(rows.size());
        for (R row : rows) {
            elements.add(value.apply(row));
        }
        return new SqlArray(type, elements);
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

    /** Is asked for before the bytes are. */
    @Override
    public int lengthInBytes() {
        binary = ByteBuffer.allocate(64 + 40 * elements.size());
        binary.putInt(DIMENSIONS)
                .putInt(MAY_HOLD_NULL)
                .putInt(elementType)
                .putInt(elements.size())
                .putInt(FIRST_INDEX);
        elements.forEach(this::add);
        return binary.position();
    }

    @Override
    public void toBytes(byte[] bytes, int offset) {
        System.arraycopy(binary.array(), 0, bytes, offset, binary.position());
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
    public String getValue() {
        return elements.stream().map(SqlArray::asText).collect(joining(",", "{", "}"));
    }

    private static String asText(@Nullable Object element) {
        return switch (element) {
            case null -> "NULL";
            case byte[] bytes -> quoted("\\x" + HexFormat.of().formatHex(bytes));
            default -> quoted(element.toString());
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("Is only sent");
    }
}
