package io.threadline.ingest.channel.twilio;

import io.threadline.contracts.Channel;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.AccountShape;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.Webhook;
import io.threadline.ingest.channel.WebhookRequest;
import io.threadline.ingest.channel.twilio.core.Form;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Twilio calls: messages at the account's URL, status callbacks at {@code /status} below it. */
@ApplicationScoped
public class TwilioWebhook implements Webhook {
  static final String PROVIDER = "twilio";
  private static final int MAX_BYTES = 256 * 1024;
  private static final String STATUS = "/status";
  private static final int MAX_SIGNERS = 10_000;

  /** By auth token. */
  private final Map<String, TwilioSignature> signers = new ConcurrentHashMap<>();

  @Override
  public String provider() {
    return PROVIDER;
  }

  @Override
  public AccountShape shape() {
    return new AccountShape(
        Set.of(Channel.SMS, Channel.WHATSAPP), Set.of("accountSid"), Set.of("authToken"));
  }

  @Override
  public int maxBytes() {
    return MAX_BYTES;
  }

  @Override
  public boolean slow() {
    return false;
  }

  @Override
  public boolean authentic(ChannelAccount account, WebhookRequest request) {
    String token = account.secret("authToken");
    if (token.isEmpty()) {
      return false;
    }
    if (signers.size() > MAX_SIGNERS) {
      signers.clear();
    }
    TwilioSignature signature = signers.computeIfAbsent(token, TwilioSignature::new);
    String given = request.header("x-twilio-signature");
    Form form = isForm(request) ? form(request) : null;
    if (form != null && signature.valid(request.url(), form, given)) {
      return true;
    }
    // A body that is no form is signed by the URL and its bodySHA256 alone.
    return malformed(form) && signature.valid(request.url(), request.body(), given);
  }

  @Override
  public Parsed parse(ChannelAccount account, WebhookRequest request, Arrival arrival) {
    if (!isForm(request)) {
      return new Parsed.Malformed(
          "the body is no form: Twilio sends application/x-www-form-urlencoded");
    }
    Form form = form(request);
    return request.suffix().equals(STATUS)
        ? TwilioStatuses.parse(account, request, form, arrival)
        : TwilioMessages.parse(account, form, arrival);
  }

  @Override
  public Acknowledgement acknowledgement() {
    return new Acknowledgement("text/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");
  }

  private static Form form(WebhookRequest request) {
    return request.decoded(Form.class, Form::parse);
  }

  private static boolean malformed(@Nullable Form form) {
    return form == null || form.defect() != null;
  }

  private static boolean isForm(WebhookRequest request) {
    return request
        .contentType()
        .toLowerCase(Locale.ROOT)
        .startsWith("application/x-www-form-urlencoded");
  }
}
