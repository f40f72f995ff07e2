package chat.parley.web.live;

import java.time.Duration;

/**
 * How much a connection may ask for, and how long anybody waits for it.
 *
 * @param connectWithin how long a socket may stay open without a CONNECT, and a frame incomplete
 * @param heartbeat how often each side lets the other know that it is there
 * @param silence how long a client that promised heartbeats may say nothing; more than two of its
 *     intervals, for a single late one is no reason
 * @param sendWithin how long one frame may take to reach the network
 * @param outboundBytes how much may wait for a slow reader
 * @param maxFrameBytes the longest frame that is read
 * @param socketsPerUser on one node
 * @param look how often the clock looks at every connection
 * @param guard how often it is looked up which sign-ins still hold
 * @param goodbye how long a stopping server waits for what is on its way to clients
 */
record LiveLimits(
        Duration connectWithin,
        Duration heartbeat,
        double silence,
        Duration sendWithin,
        int outboundBytes,
        int maxFrameBytes,
        int socketsPerUser,
        Duration look,
        Duration guard,
        Duration goodbye) {

    static final LiveLimits CONTRACT =
            new LiveLimits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    2.5,
                    Duration.ofSeconds(10),
                    2 * 1024 * 1024,
                    128 * 1024,
                    20,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2));
}
