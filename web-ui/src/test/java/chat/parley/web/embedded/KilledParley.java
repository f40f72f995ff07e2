package chat.parley.web.embedded;

import chat.parley.web.settings.DataDir;

import java.nio.file.Path;

/** Another process with an embedded PostgreSQL, to be killed by a test. */
final class KilledParley {

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(EmbeddedPostgres.open(new DataDir(Path.of(arguments[0]))).getJdbcUrl());
        Thread.currentThread().join();
    }

    private KilledParley() {}
}
