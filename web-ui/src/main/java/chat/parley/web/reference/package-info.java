/**
 * The reference of the REST interface, as OpenAPI. Springdoc reads it off the controllers and their
 * Javadoc; here it gets what they cannot say.
 */
@NullMarked
package chat.parley.web.reference;

import org.jspecify.annotations.NullMarked;
