package io.threadline.conversation.console;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Serves {@code /console}: the files of module console, which are static resources. Every address
 * in it that is no file is a place inside the page, so it gets the page. Files in {@code assets}
 * have their content's hash in their name and are kept for ever; the page is asked for anew each
 * time. {@code /console/settings.json} tells where to log in.
 */
@ApplicationScoped
public class ConsolePages {
  private static final String ROOT = "/console/";
  private static final String PAGE = ROOT + "index.html";
  private static final int BEFORE_STATIC_RESOURCES = 500;

  @Inject ConsoleConfig config;

  void register(@Observes Filters filters) {
    filters.register(this::serve, BEFORE_STATIC_RESOURCES);
  }

  private void serve(RoutingContext context) {
    String path = context.request().path();
    if (path == null || !(path.startsWith(ROOT) || path.equals("/console"))) {
      context.next();
    } else if (path.equals("/console")) {
      context.response().setStatusCode(308).putHeader("Location", ROOT).end();
    } else if (path.equals(ROOT + "settings.json")) {
      settings(context.response());
    } else if (isFile(path)) {
      file(context, path);
    } else {
      context.reroute(PAGE);
    }
  }

  /** Places inside the page have no dot in their last part, but for names that people give. */
  private static boolean isFile(String path) {
    return path.startsWith(ROOT + "assets/")
        || (path.indexOf('/', ROOT.length()) < 0 && path.indexOf('.', ROOT.length()) > 0);
  }

  private void file(RoutingContext context, String path) {
    boolean forEver = path.startsWith(ROOT + "assets/");
    context.addHeadersEndHandler(_ -> {
      HttpServerResponse response = context.response();
      response.headers().set("X-Content-Type-Options", "nosniff");
      response.headers().set("Referrer-Policy", "no-referrer");
      boolean found = response.getStatusCode() < 400;
      response
          .headers()
          .set(
              "Cache-Control",
              forEver && found ? "public, max-age=31536000, immutable" : "no-cache");
      if (path.equals(PAGE)) {
        response.headers().set("Content-Security-Policy", ContentSecurity.policy(config));
        response.headers().set("Cross-Origin-Opener-Policy", "same-origin");
        response.headers().set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
      }
    });
    context.next();
  }

  private void settings(HttpServerResponse response) {
    response
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-cache")
        .end(
            new JsonObject()
                .put("issuer", config.issuer().toString())
                .put("clientId", config.clientId())
                .encode());
  }
}
