/**
 * What an operator can set, and the promise that goes with it: a wrong or missing value stops the
 * start with one sentence, and a secret that nobody set is made once and kept for its owner only.
 */
@NullMarked
package chat.parley.web.settings;

import org.jspecify.annotations.NullMarked;
