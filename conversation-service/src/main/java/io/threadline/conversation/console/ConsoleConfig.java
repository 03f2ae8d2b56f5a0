package io.threadline.conversation.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** What the agents' page is told. */
@ConfigMapping(prefix = "threadline.console")
public interface ConsoleConfig {
  /** URL of the OpenID Connect provider, as browsers reach it. */
  @WithDefault("${threadline.issuer}")
  URI issuer();

  /** The provider's name for the page (a public client with PKCE). */
  @WithDefault("threadline-console")
  String clientId();
}
