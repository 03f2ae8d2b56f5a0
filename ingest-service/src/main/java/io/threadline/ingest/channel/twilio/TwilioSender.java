package io.threadline.ingest.channel.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.threadline.contracts.Attachment;
import io.threadline.contracts.Channel;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.account.AccountSecrets;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Sender;
import io.threadline.ingest.channel.twilio.core.TwilioErrors;
import io.threadline.ingest.delivery.core.Outcome;
import io.threadline.ingest.delivery.core.TextMessageRules;
import io.threadline.platform.config.ThreadlineConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sends SMS and WhatsApp messages through Twilio's SDK. */
@ApplicationScoped
public class TwilioSender implements Sender {
  private static final String WHATSAPP = "whatsapp:";
  private static final int SERVER_ERROR = 500;
  private static final int MAX_CLIENTS = 1_000;

  private record Credentials(String accountSid, String authToken) {}

  private final TwilioHttp http;
  private final String publicUrl;
  private final Map<Credentials, TwilioRestClient> clients = new ConcurrentHashMap<>();

  @Inject
  public TwilioSender(TwilioConfig config, ThreadlineConfig threadline) {
    this(config.api().orElse(""), threadline.publicUrl());
  }

  TwilioSender(String api, String publicUrl) {
    this.http = new TwilioHttp(api);
    this.publicUrl = publicUrl;
  }

  @Override
  public String provider() {
    return TwilioWebhook.PROVIDER;
  }

  @Override
  public Optional<Outcome.Failed> forbids(ChannelAccount account, SendRequested message) {
    return TextMessageRules.length(message.text());
  }

  @Override
  public Outcome send(ChannelAccount account, SendRequested message) {
    try {
      Message sent = creator(account, message).create(client(account));
      return new Outcome.Sent(sent.getSid());
    } catch (TwilioHttp.NotReached e) {
      return new Outcome.NotTaken("connect", "Twilio cannot be reached: " + e.getMessage(), null);
    } catch (TwilioHttp.Busy e) {
      String reason = "Twilio takes no more for now (HTTP " + e.status() + ")";
      return new Outcome.NotTaken(Integer.toString(e.status()), reason, e.after());
    } catch (TwilioHttp.NoAnswer e) {
      return new Outcome.Uncertain(
          "Twilio ended the call without an answer, and may have taken it");
    } catch (ApiException e) {
      return refused(e);
    } catch (TwilioException e) {
      return new Outcome.Uncertain("Twilio's answer cannot be read: " + e.getMessage());
    }
  }

  private static Outcome refused(ApiException e) {
    int status = e.getStatusCode() == null ? 0 : e.getStatusCode();
    if (status == 0 || status >= SERVER_ERROR) {
      return new Outcome.Uncertain("Twilio failed (HTTP " + status + ") and may have taken it");
    }
    String code = Integer.toString(e.getCode() == null ? status : e.getCode());
    return new Outcome.Failed(code, TwilioErrors.plain(code, e.getMessage()));
  }

  private MessageCreator creator(ChannelAccount account, SendRequested message) {
    PhoneNumber to = new PhoneNumber(prefixed(message.channel(), message.to()));
    String service = account.setting("messagingServiceSid");
    MessageCreator creator =
        service.isEmpty()
            ? Message.creator(
                to, new PhoneNumber(prefixed(message.channel(), account.address())), message.text())
            : Message.creator(to, service, message.text());
    List<URI> media =
        message.attachments().stream()
            .map(Attachment::reference)
            .filter(
                reference -> reference.startsWith("https://") || reference.startsWith("http://"))
            .map(URI::create)
            .toList();
    if (!media.isEmpty()) {
      creator.setMediaUrl(media);
    }
    return creator.setStatusCallback(statusCallback(account, message));
  }

  /** Names our message, so that a status finds it even if the answer to this call is lost. */
  private URI statusCallback(ChannelAccount account, SendRequested message) {
    return URI.create(
        "%s/webhooks/twilio/%s/status?message=%s&conversation=%s"
            .formatted(
                publicUrl,
                account.secret(AccountSecrets.WEBHOOK_KEY),
                message.messageId(),
                message.conversationId()));
  }

  private static String prefixed(Channel channel, String number) {
    return channel.equals(Channel.WHATSAPP) && !number.startsWith(WHATSAPP)
        ? WHATSAPP + number
        : number;
  }

  private TwilioRestClient client(ChannelAccount account) {
    if (clients.size() > MAX_CLIENTS) {
      clients.clear();
    }
    return clients.computeIfAbsent(
        new Credentials(account.setting("accountSid"), account.secret("authToken")),
        key ->
            new TwilioRestClient.Builder(key.accountSid(), key.authToken())
                .httpClient(http)
                .build());
  }
}
