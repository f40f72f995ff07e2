package chat.parley.web.live;

import chat.parley.web.chat.ChatCommands;
import chat.parley.web.settings.Origins;
import chat.parley.web.settings.ParleySettings;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the sockets together. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class LiveConfiguration {

    /** Bytes that every connection holds twice even while it is silent. */
    private static final String BUFFER = "1024";

    @Bean
    Subscriptions subscriptions(JsonMapper json) {
        return new Subscriptions(json);
    }

    @Bean
    Sockets sockets() {
        return new Sockets();
    }

    @Bean
    SocketClock socketClock(Sockets sockets, SignIns signIns, LiveLimits limits) {
        return new SocketClock(sockets, new SessionGuard(sockets, signIns), limits);
    }

    @Bean
    ChatActions chatActions(
            ChatCommands commands, Subscriptions topics, OtherNodes others, JsonMapper json) {
        return new ChatActions(commands, new Typing(topics, others, json), json);
    }

    @Bean
    StompEndpoint userEndpoint(
            TokenVerifier tokens,
            ChatCommands commands,
            ChatActions actions,
            Sockets sockets,
            Subscriptions topics,
            LiveLimits limits) {
        ChatSocket role = new UserChatSocket(tokens, commands, actions, limits);
        return new StompEndpoint(role, sockets, topics, limits);
    }

    @Bean
    StompEndpoint adminEndpoint(
            ChatDirectory chats,
            ChatActions actions,
            Sockets sockets,
            Subscriptions topics,
            LiveLimits limits) {
        ChatSocket role = new AdminChatSocket(chats, actions);
        return new StompEndpoint(role, sockets, topics, limits);
    }

    @Bean
    WebSocketConfigurer socketPaths(
            ParleySettings settings, StompEndpoint userEndpoint, StompEndpoint adminEndpoint) {
        // Behind a proxy that hides how it was reached, only the settings know the own origin.
        URI url = settings.publicUrl();
        Set<String> own =
                Origins.normalized(url.getScheme() + "://" + url.getRawAuthority()).stream()
                        .collect(Collectors.toSet());
        Set<String> hosts = new HashSet<>(own);
        hosts.addAll(settings.widget().allowedOrigins());
        var handshake = new DefaultHandshakeHandler(new WireUpgrade());
        return registry -> {
            // What the framework would check is checked by OriginCheck, with an answer that says
            // so.
            registry.addHandler(userEndpoint, "/ws")
                    .addInterceptors(new OriginCheck(hosts, false), new UpgradeCheck())
                    .setHandshakeHandler(handshake)
                    .setAllowedOrigins("*");
            registry.addHandler(adminEndpoint, "/admin/ws")
                    .addInterceptors(
                            new AdminHandshake(), new OriginCheck(own, true), new UpgradeCheck())
                    .setHandshakeHandler(handshake)
                    .setAllowedOrigins("*");
        };
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> smallBuffers() {
        return factory ->
                factory.addConnectorCustomizers(connector -> {
                    connector.setProperty("socket.appReadBufSize", BUFFER);
                    connector.setProperty("socket.appWriteBufSize", BUFFER);
                });
    }
}
