package chat.parley.web.pages;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import java.nio.charset.StandardCharsets;

/** A page of the front end. Its address stays while its scripts' change, so it is never kept. */
public final class Page {

    static final String LOCATION = "pages/";

    private static final MediaType HTML =
            new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private Page() {}

    /**
     * @param name without the suffix
     */
    public static ResponseEntity<Resource> named(String name) {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noCache())
                .body(new ClassPathResource(LOCATION + name + ".html"));
    }
}
