package chat.parley.web.live;

import chat.parley.web.chat.ChatCommands;
import chat.parley.web.settings.Origins;
import chat.parley.web.settings.ParleySettings;

import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the sockets together. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class LiveConfiguration {

    /** Bytes that every socket holds even while it is silent; longer frames come in parts. */
    private static final int BUFFER = 1024;

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
            ParleySettings settings,
            StompEndpoint userEndpoint,
            StompEndpoint adminEndpoint,
            ServletContext context) {
        if (context.getAttribute(ServerContainer.class.getName())
                instanceof ServerContainer container) {
            container.setDefaultMaxTextMessageBufferSize(BUFFER);
            container.setDefaultMaxBinaryMessageBufferSize(BUFFER);
        }
        // Behind a proxy that hides how it was reached, only the settings know the own origin.
        URI url = settings.publicUrl();
        Set<String> own =
                Origins.normalized(url.getScheme() + "://" + url.getRawAuthority()).stream()
                        .collect(Collectors.toSet());
        Set<String> hosts = new HashSet<>(own);
        hosts.addAll(settings.widget().allowedOrigins());
        return registry -> {
            // What the framework would check is checked by OriginCheck, with an answer that says
            // so.
            registry.addHandler(userEndpoint, "/ws")
                    .addInterceptors(new OriginCheck(hosts, false), new UpgradeCheck())
                    .setHandshakeHandler(new PlainHandshake())
                    .setAllowedOrigins("*");
            registry.addHandler(adminEndpoint, "/admin/ws")
                    .addInterceptors(
                            new AdminHandshake(), new OriginCheck(own, true), new UpgradeCheck())
                    .setHandshakeHandler(new PlainHandshake())
                    .setAllowedOrigins("*");
        };
    }

    /** Without compression: it would hold a quarter of a megabyte for each browser. */
    private static final class PlainHandshake extends DefaultHandshakeHandler {
        @Override
        protected List<WebSocketExtension> filterRequestedExtensions(
                ServerHttpRequest request,
                List<WebSocketExtension> requested,
                List<WebSocketExtension> supported) {
            return List.of();
        }
    }
}
