package io.threadline.ingest.channel.twilio.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Twilio's error codes (twilio.com/docs/api/errors) in plain words, with what to do instead. */
public final class TwilioErrors {
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("21211", "the number is not valid: check it with the customer"),
          Map.entry("21408", "sending to this country is switched off in the Twilio account"),
          Map.entry("21606", "the account's own number cannot send such messages"),
          Map.entry(
              "21610", "the customer has opted out by STOP: use another channel until they START"),
          Map.entry("21614", "the number is not a mobile number: use another channel"),
          Map.entry("21617", "the text is longer than 1600 characters: shorten it"),
          Map.entry("21656", "the template's variables are not valid"),
          Map.entry("30003", "the phone is off or out of reach: try again later"),
          Map.entry("30004", "the customer or the carrier blocks messages from this number"),
          Map.entry("30005", "the number does not exist or is no longer in service"),
          Map.entry("30006", "the number is a landline or the carrier cannot be reached"),
          Map.entry("30007", "the carrier filtered the message as spam: change its wording"),
          Map.entry("30008", "the carrier gave no reason: try again later"),
          Map.entry("30034", "the sending number is not registered for A2P 10DLC"),
          Map.entry("63003", "the customer has no WhatsApp under this number"),
          Map.entry("63016", "the 24 hour window is closed: send a template"),
          Map.entry("63024", "the recipient is not valid on WhatsApp"),
          Map.entry("63032", "WhatsApp limits this recipient at the moment: try again later"));

  private TwilioErrors() {}

  /** The reason for people: our words where we have some, else Twilio's, else the code. */
  public static String plain(@Nullable String code, @Nullable String message) {
    String ours = code == null ? null : PLAIN.get(code);
    if (ours != null) {
      return ours;
    }
    if (message != null && !message.isBlank()) {
      return message;
    }
    return code == null
        ? "Twilio gave no reason"
        : "Twilio error " + code + ", see twilio.com/docs/api/errors/" + code;
  }
}
