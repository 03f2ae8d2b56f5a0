package io.threadline.platform.security;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Refuses to start a production service that still has demo settings. */
@ApplicationScoped
public class ProductionGuard {
  private static final int VERY_FIRST = 1;

  void check(@Observes @Priority(VERY_FIRST) StartupEvent event, Config config) {
    boolean production =
        LaunchMode.current() == LaunchMode.NORMAL && ConfigUtils.isProfileActive("prod");
    if (production) {
      List<String> findings =
          findings(
              config.getOptionalValue("quarkus.oidc.auth-server-url", String.class).orElse(""),
              config.getOptionalValue("quarkus.datasource.password", String.class).orElse(""),
              config.getOptionalValue("threadline.secrets.key", String.class).orElse(""));
      if (!findings.isEmpty()) {
        throw new IllegalStateException(
            "refusing to start in production: " + String.join("; ", findings));
      }
    }
  }

  /** What is wrong with the settings for production; empty when nothing is. */
  static List<String> findings(String issuer, String databasePassword, String secretsKey) {
    List<String> findings = new ArrayList<>();
    if (issuer.isBlank()) {
      findings.add("THREADLINE_ISSUER is not set: name your OpenID Connect provider");
    } else if (isDemoIssuer(issuer)) {
      findings.add(
          "THREADLINE_ISSUER is the demo issuer " + issuer + ", whose passwords are public");
    }
    if (databasePassword.length() < 12 || databasePassword.startsWith("demo")) {
      findings.add("THREADLINE_DATABASE_PASSWORD is a demo password or shorter than 12 characters");
    }
    if (secretsKey.startsWith("ZGVtby")) {
      findings.add("THREADLINE_SECRETS_KEY is a demo key: make one with 'openssl rand -base64 32'");
    }
    return findings;
  }

  /** The demo issuer is the local gateway: it answers under /auth on the loopback interface. */
  private static boolean isDemoIssuer(String issuer) {
    URI uri = URI.create(issuer);
    String host = uri.getHost();
    boolean loopback =
        "localhost".equals(host)
            || "[::1]".equals(host)
            || (host != null && host.startsWith("127."));
    return loopback && uri.getPath() != null && uri.getPath().startsWith("/auth");
  }
}
