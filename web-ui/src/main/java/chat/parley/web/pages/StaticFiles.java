package chat.parley.web.pages;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.time.Duration;

/**
 * Scripts, styles and fonts. What lies under {@code /assets} carries a hash of its content in its
 * name; the widget's address is in other people's pages and never changes.
 */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebMvcConfigurer {

    private static final CacheControl FOREVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private static final CacheControl SHORTLY =
            CacheControl.maxAge(Duration.ofMinutes(5))
                    .cachePublic()
                    .staleWhileRevalidate(Duration.ofDays(1));

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry files) {
        serve(files, "/assets/**", "assets/", FOREVER);
        serve(files, "/widget.js", "", SHORTLY);
    }

    /** Without Spring's cache, which takes a coding that a browser refuses for one it accepts. */
    private static void serve(
            ResourceHandlerRegistry files, String address, String location, CacheControl kept) {
        files.addResourceHandler(address)
                .addResourceLocations("classpath:/" + Page.LOCATION + location)
                .setCacheControl(kept)
                .resourceChain(false)
                .addResolver(new PrecompressedResolver());
    }
}
