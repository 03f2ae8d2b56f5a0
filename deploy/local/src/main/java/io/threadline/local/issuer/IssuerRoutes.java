package io.threadline.local.issuer;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;

/** The issuer's paths under {@code /auth}. */
public record IssuerRoutes(DemoIssuer issuer) {

  private static final int BODY_LIMIT_BYTES = 8 * 1024;

  /** Errors have OAuth 2's form (RFC 6749, section 5.2). */
  public Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router
        .post("/auth/token")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES))
        .handler(this::token);
    router.get("/auth/jwks").handler(context -> json(context, 200, new JsonObject(issuer.keys())));
    router
        .get("/auth/.well-known/openid-configuration")
        .handler(context -> json(context, 200, new JsonObject(issuer.configuration())));
    return router;
  }

  private void token(RoutingContext context) {
    String username = context.request().getFormAttribute("username");
    String password = context.request().getFormAttribute("password");
    if (username == null || password == null) {
      json(
          context,
          400,
          error(
              "invalid_request",
              "send 'username' and 'password' as application/x-www-form-urlencoded"));
      return;
    }
    issuer
        .token(username, password, Instant.now())
        .ifPresentOrElse(
            token ->
                json(
                    context,
                    200,
                    new JsonObject()
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("expires_in", DemoIssuer.LIFETIME.toSeconds())),
            () ->
                json(
                    context,
                    401,
                    error(
                        "invalid_grant",
                        "no demo user has this name and password; the run prints them when it is ready")));
  }

  private static JsonObject error(String code, String description) {
    return new JsonObject().put("error", code).put("error_description", description);
  }

  private static void json(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body.encode());
  }
}
