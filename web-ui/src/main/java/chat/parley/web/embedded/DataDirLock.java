package chat.parley.web.embedded;

import chat.parley.web.settings.DataDir;
import chat.parley.web.settings.StartRefused;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** Keeps two Parleys from using one data directory. The operating system lifts it from the dead. */
final class DataDirLock implements AutoCloseable {

    private final FileChannel channel;

    private DataDirLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws StartRefused if another Parley holds it
     */
    static DataDirLock acquire(DataDir dataDir) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            dataDir.directory("").resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartRefused(
                        "parley.data-dir is " + dataDir.path() + ", which another Parley uses.");
            }
            return new DataDirLock(channel);
        } catch (IOException e) {
            throw new StartRefused(
                    "parley.data-dir is " + dataDir.path() + ", which cannot be locked.", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
