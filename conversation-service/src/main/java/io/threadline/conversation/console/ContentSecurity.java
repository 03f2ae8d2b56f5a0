package io.threadline.conversation.console;

import java.net.URI;

/**
 * The page's content security policy (CSP level 3): everything is its own, nothing is inline, and
 * nobody frames it. Beside its own origin it talks to the place where people log in.
 */
final class ContentSecurity {
  private ContentSecurity() {}

  static String policy(ConsoleConfig config) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' blob:",
        "media-src 'self'",
        "connect-src 'self' " + origin(config.issuer()),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'");
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority();
  }
}
