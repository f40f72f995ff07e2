package chat.parley.benchmarks.server;

/** What can be measured beside each other. */
public enum Contender {
    PARLEY("Parley") {
        @Override
        public ChatServer start(Database postgres, String database) {
            return new ParleyServer(postgres, database);
        }
    },
    SPRING_STOMP("Spring STOMP + JDBC") {
        @Override
        public ChatServer start(Database postgres, String database) {
            return new SpringStompServer(postgres, database);
        }
    },
    SOCKET_IO("socket.io + pg") {
        @Override
        public ChatServer start(Database postgres, String database) {
            return new SocketIoServer(postgres, database);
        }
    };

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Starts it on a database without tables; returns when it is ready. */
    public abstract ChatServer start(Database postgres, String database);
}
