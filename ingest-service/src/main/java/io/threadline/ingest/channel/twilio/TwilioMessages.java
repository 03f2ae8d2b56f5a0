package io.threadline.ingest.channel.twilio;

import io.threadline.contracts.Attachment;
import io.threadline.contracts.Channel;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.CleanText;
import io.threadline.ingest.channel.Hashes;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.twilio.core.Form;
import io.threadline.ingest.channel.twilio.core.Keywords;
import io.threadline.platform.address.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an incoming-message form of Twilio (twilio.com/docs/messaging/guides/webhook-request). */
final class TwilioMessages {
  private static final String WHATSAPP = "whatsapp:";

  /** Twilio sends ten at most; more would only be somebody's mistake. */
  private static final int MAX_MEDIA = 50;

  /** Kinds of WhatsApp message whose content is in the body, in media or in coordinates. */
  private static final Set<String> SHOWN =
      Set.of(
          "text",
          "image",
          "audio",
          "video",
          "document",
          "sticker",
          "location",
          "contacts",
          "button",
          "interactive",
          "template");

  private TwilioMessages() {}

  static Parsed parse(ChannelAccount account, Form form, Arrival arrival) {
    if (form.defect() != null) {
      return new Parsed.Malformed("the form is not well-formed: " + form.defect());
    }
    String id = firstOf(form, "MessageSid", "SmsMessageSid", "SmsSid");
    String from = form.text("From");
    if (id == null) {
      return new Parsed.Malformed("MessageSid is missing: a message needs its id");
    }
    if (from == null) {
      return new Parsed.Malformed("From is missing: a message needs its sender");
    }
    return new Parsed.Happened(
        message(account, form, arrival, CleanText.of(id), CleanText.of(from)));
  }

  private static MessageReceived message(
      ChannelAccount account, Form form, Arrival arrival, String id, String from) {
    Channel channel = from.startsWith(WHATSAPP) ? Channel.WHATSAPP : smsOrOwn(account);
    List<Attachment> media = media(form);
    String unsupported = unsupportedType(form, media);
    String text = text(form, unsupported);
    String to = form.text("To");
    List<String> content = new ArrayList<>(List.of(text));
    media.forEach(attachment -> content.add(attachment.reference()));
    String repliedTo = form.text("OriginalRepliedMessageSid");
    return new MessageReceived(
        arrival.messageId(),
        channel,
        account.id(),
        account.queue(),
        account.language(),
        from,
        Addresses.comparable(channel, from, null),
        to == null ? account.address() : CleanText.of(to),
        CleanText.ofNullable(form.text("ProfileName")),
        id,
        Hashes.ofContent(content),
        null,
        text,
        null,
        null,
        media,
        repliedTo == null ? List.of() : List.of(CleanText.of(repliedTo)),
        Keywords.of(text),
        unsupported,
        false,
        null,
        arrival.at(),
        arrival.raw());
  }

  /** An account made for WhatsApp may receive SMS on the same number, and the reverse. */
  private static Channel smsOrOwn(ChannelAccount account) {
    return account.channel().equals(Channel.WHATSAPP) ? Channel.SMS : account.channel();
  }

  private static String text(Form form, @Nullable String unsupported) {
    String body = form.first("Body");
    if (body != null && !body.isEmpty()) {
      return CleanText.of(body);
    }
    String button = form.text("ButtonText");
    if (button != null) {
      return CleanText.of(button);
    }
    String latitude = form.text("Latitude");
    String longitude = form.text("Longitude");
    if (latitude != null && longitude != null) {
      return CleanText.of(location(form, latitude, longitude));
    }
    return unsupported == null ? "" : "[A message of type '" + unsupported + "' cannot be shown]";
  }

  private static String location(Form form, String latitude, String longitude) {
    StringBuilder text = new StringBuilder("Location: ");
    for (String name : List.of("Label", "Address")) {
      String value = form.text(name);
      if (value != null) {
        text.append(value).append(", ");
      }
    }
    return text.append(latitude).append(", ").append(longitude).toString();
  }

  private static @Nullable String unsupportedType(Form form, List<Attachment> media) {
    String type = form.text("MessageType");
    boolean empty = media.isEmpty() && form.text("Body") == null;
    return type != null && empty && !SHOWN.contains(type)
        ? CleanText.shortened(CleanText.of(type), 64)
        : null;
  }

  /** References only: the bytes need the account's credentials and are fetched later. */
  private static List<Attachment> media(Form form) {
    List<Attachment> media = new ArrayList<>();
    for (int i = 0; i < MAX_MEDIA; i++) {
      String url = form.text("MediaUrl" + i);
      if (url == null) {
        break;
      }
      String type = form.text("MediaContentType" + i);
      media.add(
          new Attachment(
              CleanText.of(url),
              type == null ? "application/octet-stream" : CleanText.of(type),
              null,
              null,
              false));
    }
    return media;
  }

  private static @Nullable String firstOf(Form form, String... names) {
    for (String name : names) {
      String value = form.text(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
