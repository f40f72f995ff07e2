package chat.parley.web.live;

import chat.parley.web.identity.UserPrincipal;

/** Knows whom a widget token vouches for. */
@FunctionalInterface
interface TokenVerifier {

    /** Throws, with a sentence for the caller, if the token is not accepted. */
    UserPrincipal verify(String token);
}
