/**
 * What Parley brings along so that one command is enough to try it: a real PostgreSQL and a mailbox
 * that takes real SMTP. Either one steps back as soon as an operator names a server of their own.
 */
@NullMarked
package chat.parley.web.embedded;

import org.jspecify.annotations.NullMarked;
