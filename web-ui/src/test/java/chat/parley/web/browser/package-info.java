/**
 * Parley as people see it: tests that look through a real browser, and find things by role and
 * text.
 */
@NullMarked
package chat.parley.web.browser;

import org.jspecify.annotations.NullMarked;
