package chat.parley.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Serves the compressed copy that the build left beside a file. Spring's resolver takes the first
 * coding that the browser happens to name, and one that it refuses by {@code q=0} too; this one
 * takes the smallest that is accepted.
 */
final class PrecompressedResolver extends EncodedResourceResolver {

    private static final List<String> SMALLEST_FIRST = List.of("br", "gzip");

    @Override
    protected @Nullable Resource resolveResourceInternal(
            @Nullable HttpServletRequest request,
            String path,
            List<? extends Resource> locations,
            ResourceResolverChain chain) {
        return super.resolveResourceInternal(
                request == null ? null : new SortedCodings(request), path, locations, chain);
    }

    private static final class SortedCodings extends HttpServletRequestWrapper {

        SortedCodings(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            String value = super.getHeader(name);
            return value == null || !HttpHeaders.ACCEPT_ENCODING.equalsIgnoreCase(name)
                    ? value
                    : SMALLEST_FIRST.stream()
                            .filter(coding -> accepts(value, coding))
                            .collect(Collectors.joining(", "));
        }

        private static boolean accepts(String header, String coding) {
            return Stream.of(header.toLowerCase(Locale.ROOT).split(",", -1))
                    .map(String::strip)
                    .anyMatch(
                            token -> token.matches(coding + "(?!\\s*;\\s*q=0(\\.0*)?$)(\\s*;.*)?"));
        }
    }
}
