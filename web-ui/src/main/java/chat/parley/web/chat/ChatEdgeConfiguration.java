package chat.parley.web.chat;

import chat.parley.command.replyemail.ReplyEmailSettings;
import chat.parley.web.paging.PageLinks;
import chat.parley.web.settings.ParleySettings;
import chat.parley.web.settings.WidgetSecret;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;

/** What the edge hands to the two sides behind it. */
@Configuration(proxyBeanMethods = false)
class ChatEdgeConfiguration {

    /** Ticks in milliseconds, as all events do. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    ReplyEmailSettings replyEmailSettings(ParleySettings settings) {
        URI link = settings.replyEmail().link();
        return new ReplyEmailSettings(
                settings.replyEmail().delay(),
                settings.mail().from(),
                link == null ? settings.publicUrl() : link);
    }

    @Bean
    PageLinks pageLinks(WidgetSecret secret) {
        return new PageLinks(secret.key());
    }

    @Bean
    InboxLinks inboxLinks(PageLinks links) {
        return new InboxLinks(links);
    }
}
