package io.threadline.local.simulator;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves a message on, from queued to sent to delivered, and tells its StatusCallback. There is no
 * callback for the initial state.
 */
final class StatusCallbacks {

  private static final long STEP_MILLIS = 40;

  private final Vertx vertx;
  private final TwilioWebhooks webhooks;
  private final TwilioMessages messages;

  StatusCallbacks(Vertx vertx, TwilioWebhooks webhooks, TwilioMessages messages) {
    this.vertx = vertx;
    this.webhooks = webhooks;
    this.messages = messages;
  }

  void begin(TwilioMessage message, Accounts.Twilio account, Optional<Fault> fault) {
    List<TwilioMessage> states = new ArrayList<>(states(message, fault));
    if (behaves(fault, Fault.Behaviour.REORDER_CALLBACKS)) {
      states = states.reversed();
    }
    long after = STEP_MILLIS;
    for (TwilioMessage state : states) {
      long delay = after;
      vertx.setTimer(delay, timer -> report(state, account, fault));
      after += STEP_MILLIS;
    }
    // However the callbacks go, a look-up shows the final state.
    TwilioMessage last = states(message, fault).getLast();
    vertx.setTimer(after, timer -> messages.put(last));
  }

  private static List<TwilioMessage> states(TwilioMessage message, Optional<Fault> fault) {
    Instant now = Instant.now();
    TwilioMessage sent = message.with("sent", null, now);
    return behaves(fault, Fault.Behaviour.UNDELIVERED)
        ? List.of(sent, message.with("undelivered", fault.orElseThrow().errorCode(), now))
        : List.of(sent, message.with("delivered", null, now));
  }

  private void report(TwilioMessage state, Accounts.Twilio account, Optional<Fault> fault) {
    messages.put(state);
    if (state.statusCallback() == null || behaves(fault, Fault.Behaviour.DROP_CALLBACKS)) {
      return;
    }
    int copies = behaves(fault, Fault.Behaviour.DUPLICATE_CALLBACKS) ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      // A callback that fails for good is dropped, as Twilio does: senders have the look-up.
      webhooks.post(state.statusCallback(), account.authToken(), form(state)).otherwise(0);
    }
  }

  private static Map<String, String> form(TwilioMessage state) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("MessageSid", state.sid());
    form.put("SmsSid", state.sid());
    form.put("AccountSid", state.accountSid());
    form.put("MessageStatus", state.status());
    form.put("SmsStatus", state.status());
    form.put("From", state.from());
    form.put("To", state.to());
    form.put("ApiVersion", "2010-04-01");
    if (state.errorCode() != null) {
      form.put("ErrorCode", String.valueOf(state.errorCode()));
    }
    return form;
  }

  private static boolean behaves(Optional<Fault> fault, Fault.Behaviour behaviour) {
    return fault.map(Fault::behaviour).filter(behaviour::equals).isPresent();
  }
}
