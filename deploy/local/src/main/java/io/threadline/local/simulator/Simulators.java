package io.threadline.local.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The providers' APIs and the paths under {@code /sim} by which they are steered and observed. */
public final class Simulators {

  private static final int BODY_LIMIT_BYTES = 4 * 1024 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Faults faults;
  private final SentJournal journal;
  private final SimulatedCustomer customer;

  private Simulators(Faults faults, SentJournal journal, SimulatedCustomer customer) {
    this.faults = faults;
    this.journal = journal;
    this.customer = customer;
  }

  /**
   * Starts the simulators on the loopback address.
   *
   * @param port of the HTTP APIs, 0 for a free one
   * @param mailPort of the mail server
   */
  public static Future<HttpServer> start(Vertx vertx, Accounts accounts, int port, int mailPort) {
    Faults faults = new Faults();
    SentJournal journal = new SentJournal();
    OptOuts optOuts = new OptOuts();
    TwilioWebhooks webhooks = new TwilioWebhooks(vertx);
    Simulators simulators =
        new Simulators(faults, journal, new SimulatedCustomer(vertx, accounts, webhooks, optOuts));
    Router router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES));
    new TwilioApi(vertx, accounts, faults, journal, optOuts, webhooks).mount(router);
    simulators.mount(router);
    new MailSink(faults, journal).listen(mailPort);
    return vertx.createHttpServer().requestHandler(router).listen(port, "127.0.0.1");
  }

  private void mount(Router router) {
    router.get("/sim/sent").handler(this::sent);
    router.get("/sim/faults").handler(context -> answer(context, 200, faults()));
    router
        .post("/sim/faults")
        .handler(context -> {
          faults.order(body(context));
          answer(context, 200, faults());
        });
    router
        .post("/sim/customers/:channel/messages")
        .handler(context ->
            customer
                .write(context.pathParam("channel"), body(context))
                .onSuccess(sent -> answer(context, 201, sent.encode()))
                .onFailure(failure ->
                    problem(
                        context,
                        502,
                        "the system did not take the message: " + failure.getMessage())));
    router.route().failureHandler(Simulators::failed);
  }

  private void sent(RoutingContext context) {
    ObjectNode page = JSON.createObjectNode();
    List<SentMessage> items =
        journal.find(
            Optional.ofNullable(context.request().getParam("channel")),
            Optional.ofNullable(context.request().getParam("to")));
    page.set("items", JSON.valueToTree(items));
    page.putNull("nextCursor");
    answer(context, 200, page.toString());
  }

  private String faults() {
    ObjectNode page = JSON.createObjectNode();
    var items = page.putArray("items");
    faults
        .all()
        .forEach(fault ->
            items
                .addObject()
                .put("channel", fault.channel())
                .put("behaviour", fault.behaviour().spelling())
                .put("times", fault.times())
                .put("errorCode", fault.errorCode())
                .put("delayMillis", fault.delayMillis()));
    page.putNull("nextCursor");
    return page.toString();
  }

  private static JsonNode body(RoutingContext context) {
    try {
      @Nullable String text = context.body().asString();
      return JSON.readTree(text == null ? "" : text);
    } catch (JsonProcessingException e) {
      throw new InvalidOrderException("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static void failed(RoutingContext context) {
    switch (context.failure()) {
      case InvalidOrderException invalid -> problem(context, 400, invalid.getMessage());
      case null -> problem(context, context.statusCode(), "refused");
      default -> problem(context, 500, String.valueOf(context.failure()));
    }
  }

  private static void problem(RoutingContext context, int status, @Nullable String detail) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(
            new JsonObject()
                .put("type", "about:blank")
                .put("title", "The simulators refuse")
                .put("status", status)
                .put("detail", detail)
                .encode());
  }

  private static void answer(RoutingContext context, int status, String json) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(json);
  }
}
