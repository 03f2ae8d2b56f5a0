package io.threadline.local.simulator;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Twilio's message resource under {@code /2010-04-01/Accounts/…}, as the SDK calls it. */
final class TwilioApi {

  private static final String MESSAGES = "/2010-04-01/Accounts/:account/Messages.json";
  private static final String MESSAGE = "/2010-04-01/Accounts/:account/Messages/:sid.json";
  private static final int LONGEST_BODY = 1600;
  private static final int PAGE_LIMIT = 1000;
  private static final String NUMBER = "(whatsapp:)?\\+[1-9][0-9]{5,14}";

  private final Vertx vertx;
  private final Accounts accounts;
  private final Faults faults;
  private final SentJournal journal;
  private final OptOuts optOuts;
  private final TwilioMessages messages = new TwilioMessages();
  private final StatusCallbacks callbacks;

  TwilioApi(
      Vertx vertx,
      Accounts accounts,
      Faults faults,
      SentJournal journal,
      OptOuts optOuts,
      TwilioWebhooks webhooks) {
    this.vertx = vertx;
    this.accounts = accounts;
    this.faults = faults;
    this.journal = journal;
    this.optOuts = optOuts;
    this.callbacks = new StatusCallbacks(vertx, webhooks, messages);
  }

  void mount(Router router) {
    router.post(MESSAGES).handler(context -> authenticated(context, this::create));
    router.get(MESSAGES).handler(context -> authenticated(context, this::list));
    router.get(MESSAGE).handler(context -> authenticated(context, this::get));
  }

  private interface Operation {
    void run(RoutingContext context, Accounts.Twilio account);
  }

  private void authenticated(RoutingContext context, Operation operation) {
    String sid = context.pathParam("account");
    Optional<Accounts.Twilio> account = accounts.twilio(sid);
    String given = Optional.ofNullable(context.request().getHeader("Authorization")).orElse("");
    if (account.isEmpty() || !matches(account.get(), given)) {
      refuse(context, TwilioRefusal.notAuthenticated());
    } else {
      operation.run(context, account.get());
    }
  }

  private static boolean matches(Accounts.Twilio account, String given) {
    byte[] pair =
        (account.accountSid() + ":" + account.authToken()).getBytes(StandardCharsets.UTF_8);
    String expected = "Basic " + Base64.getEncoder().encodeToString(pair);
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private void create(RoutingContext context, Accounts.Twilio account) {
    MultiMap form = context.request().formAttributes();
    Optional<Fault> fault = faults.next(channelOf(form.get("To")));
    Optional<TwilioRefusal> refusal = refusal(form).or(() -> fault.flatMap(TwilioApi::refusal));
    if (refusal.isPresent()) {
      refuse(context, refusal.get());
      return;
    }
    TwilioMessage message = message(form, account);
    messages.put(message);
    journal.add(sent(message));
    callbacks.begin(message, account, fault);
    reply(context, fault, message);
  }

  private void reply(RoutingContext context, Optional<Fault> fault, TwilioMessage message) {
    long delay = Math.max(1, fault.map(Fault::delayMillis).orElse(0L));
    boolean silent =
        fault.filter(f -> f.behaviour() == Fault.Behaviour.TIMEOUT_AFTER_ACCEPT).isPresent();
    if (silent) {
      vertx.setTimer(delay, timer -> cut(context.request()));
    } else if (delay > 1) {
      vertx.setTimer(delay, timer -> json(context, 201, message.json()));
    } else {
      json(context, 201, message.json());
    }
  }

  private static void cut(HttpServerRequest request) {
    request.connection().close().otherwiseEmpty();
  }

  private Optional<TwilioRefusal> refusal(MultiMap form) {
    String to = form.get("To");
    String from = form.get("From");
    String body = form.get("Body");
    if (to == null || to.isBlank()) {
      return Optional.of(new TwilioRefusal(400, 21604, "A 'To' phone number is required."));
    }
    if (!to.matches(NUMBER)) {
      return Optional.of(new TwilioRefusal(400, 21211, "Invalid 'To' Phone Number: " + to));
    }
    if (from == null && form.get("MessagingServiceSid") == null) {
      return Optional.of(new TwilioRefusal(400, 21603, "A 'From' phone number is required."));
    }
    if (body == null && form.get("MediaUrl") == null && form.get("ContentSid") == null) {
      return Optional.of(new TwilioRefusal(400, 21602, "Message body is required."));
    }
    if (body != null && body.length() > LONGEST_BODY) {
      return Optional.of(
          new TwilioRefusal(
              400, 21617, "The concatenated message body exceeds the 1600 character limit"));
    }
    return optOuts.has(to) ? Optional.of(TwilioRefusal.ordered(21610)) : Optional.empty();
  }

  private static Optional<TwilioRefusal> refusal(Fault fault) {
    return switch (fault.behaviour()) {
      case REFUSE -> Optional.of(TwilioRefusal.ordered(fault.errorCode()));
      case SERVER_ERROR ->
          Optional.of(new TwilioRefusal(500, fault.errorCode(), "Internal Server Error"));
      default -> Optional.empty();
    };
  }

  private static TwilioMessage message(MultiMap form, Accounts.Twilio account) {
    boolean media = form.get("MediaUrl") != null;
    return new TwilioMessage(
        (media ? "MM" : "SM") + UUID.randomUUID().toString().replace("-", ""),
        account.accountSid(),
        Optional.ofNullable(form.get("From")).orElse(""),
        form.get("To"),
        Optional.ofNullable(form.get("Body")).orElse(""),
        form.getAll("MediaUrl").size(),
        "queued",
        null,
        form.get("StatusCallback"),
        Instant.now(),
        null);
  }

  private static SentMessage sent(TwilioMessage message) {
    return new SentMessage(
        message.channel(),
        message.from().replace("whatsapp:", ""),
        message.number(),
        message.body(),
        QueryParameter.of(message.statusCallback(), "message"),
        message.created(),
        message.sid(),
        null,
        null,
        null);
  }

  private void list(RoutingContext context, Accounts.Twilio account) {
    int limit =
        Optional.ofNullable(context.request().getParam("PageSize"))
            .map(Integer::parseInt)
            .map(size -> Math.clamp(size, 1, PAGE_LIMIT))
            .orElse(50);
    Map<String, String> filter = new HashMap<>();
    context.queryParams().forEach((name, value) -> filter.put(name, value));
    List<JsonObject> found =
        messages.list(account.accountSid(), filter, limit).stream()
            .map(TwilioMessage::json)
            .toList();
    String uri = "/2010-04-01/Accounts/" + account.accountSid() + "/Messages.json";
    json(
        context,
        200,
        new JsonObject()
            .put("messages", new JsonArray(found))
            .put("page", 0)
            .put("page_size", limit)
            .put("start", 0)
            .put("end", Math.max(0, found.size() - 1))
            .put("first_page_uri", uri + "?PageSize=" + limit + "&Page=0")
            .put("next_page_uri", null)
            .put("previous_page_uri", null)
            .put("uri", uri + "?PageSize=" + limit + "&Page=0"));
  }

  private void get(RoutingContext context, Accounts.Twilio account) {
    messages
        .find(context.pathParam("sid"))
        .filter(message -> message.accountSid().equals(account.accountSid()))
        .ifPresentOrElse(
            message -> json(context, 200, message.json()),
            () -> refuse(context, TwilioRefusal.notFound(context.request().path())));
  }

  private static String channelOf(@Nullable String to) {
    return to != null && to.startsWith("whatsapp:") ? "whatsapp" : "sms";
  }

  private static void refuse(RoutingContext context, TwilioRefusal refusal) {
    json(context, refusal.status(), refusal.json());
  }

  private static void json(RoutingContext context, int status, JsonObject body) {
    if (!context.response().closed()) {
      context
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .end(body.encode());
    }
  }
}
