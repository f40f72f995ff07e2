/**
 * What crosses a boundary: ids, commands, events, refusals and views. Whoever reads this package
 * knows every word Parley is made of; nothing in it knows how a word is stored, sent or shown.
 */
@NullMarked
package chat.parley.api;

import org.jspecify.annotations.NullMarked;
