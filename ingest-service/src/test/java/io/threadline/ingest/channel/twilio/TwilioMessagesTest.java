package io.threadline.ingest.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.contracts.Channel;
import io.threadline.contracts.inbound.Keyword;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.Samples;
import io.threadline.ingest.TestAccounts;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.twilio.core.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwilioMessagesTest {
  @Test
  void readsAnSms() {
    MessageReceived message =
        message("MessageSid", "SM1", "From", "+14155550100", "To", "+15005550006", "Body", "Hi\0!");
    assertThat(message.channel()).isEqualTo(Channel.SMS);
    assertThat(message.address()).isEqualTo("+14155550100");
    assertThat(message.text()).isEqualTo("Hi\uFFFD!");
    assertThat(message.providerMessageId()).isEqualTo("SM1");
    assertThat(message.queueHint()).isEqualTo("general");
    assertThat(message.keyword()).isNull();
  }

  @Test
  void readsWhatsAppInOneSpellingOfTheNumber() {
    MessageReceived message =
        message(
            "MessageSid",
            "SM2",
            "From",
            "whatsapp:+541123456789",
            "ProfileName",
            "Ana",
            "Body",
            "stop");
    assertThat(message.channel()).isEqualTo(Channel.WHATSAPP);
    assertThat(message.from()).isEqualTo("whatsapp:+541123456789");
    assertThat(message.address()).isEqualTo("+5491123456789");
    assertThat(message.senderName()).isEqualTo("Ana");
    assertThat(message.keyword()).isEqualTo(Keyword.STOP);
  }

  @Test
  void keepsMediaAsReferencesAndShowsLocations() {
    MessageReceived media =
        message(
            "MessageSid",
            "SM3",
            "From",
            "+14155550100",
            "NumMedia",
            "2",
            "MediaUrl0",
            "https://api.twilio.com/m/0",
            "MediaContentType0",
            "image/png",
            "MediaUrl1",
            "https://api.twilio.com/m/1",
            "MediaContentType1",
            "image/jpeg");
    assertThat(media.text()).isEmpty();
    assertThat(media.attachments()).hasSize(2);
    MessageReceived location =
        message(
            "MessageSid",
            "SM4",
            "From",
            "+14155550100",
            "MessageType",
            "location",
            "Latitude",
            "12.16",
            "Longitude",
            "75.26",
            "Label",
            "Office");
    assertThat(location.text()).isEqualTo("Location: Office, 12.16, 75.26");
  }

  @Test
  void anUnknownKindOfMessageIsShownAsSuch() {
    MessageReceived message =
        message("MessageSid", "SM5", "From", "whatsapp:+14155550100", "MessageType", "poll");
    assertThat(message.unsupportedType()).isEqualTo("poll");
    assertThat(message.text()).contains("poll");
  }

  @Test
  void aSenderWithoutANumberIsNotLost() {
    MessageReceived message =
        message("MessageSid", "SM6", "From", "whatsapp:US.1234", "Body", "hi");
    assertThat(message.address()).isEqualTo("US.1234");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(parse("Body", "x", "From", "+14155550100"))
        .isEqualTo(new Parsed.Malformed("MessageSid is missing: a message needs its id"));
    assertThat(parse("MessageSid", "SM7")).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void readsEverySampleThatHasASender() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int read = 0;
    for (String line : Samples.lines("webhooks/twilio-chatwoot/cases.jsonl")) {
      JsonNode payload = json.readTree(line).path("payload");
      List<Form.Parameter> parameters = new ArrayList<>();
      payload
          .properties()
          .forEach(p -> parameters.add(new Form.Parameter(p.getKey(), p.getValue().asText())));
      Form form = new Form(parameters, null);
      if (form.text("From") != null && form.text("MessageStatus") == null) {
        assertThat(TwilioMessages.parse(TestAccounts.SMS, form, TestAccounts.arrival(new byte[0])))
            .as(line)
            .isInstanceOf(Parsed.Happened.class);
        read++;
      }
    }
    assertThat(read).isPositive();
  }

  private static MessageReceived message(String... pairs) {
    Parsed parsed = parse(pairs);
    assertThat(parsed).isInstanceOf(Parsed.Happened.class);
    return (MessageReceived) ((Parsed.Happened) parsed).event();
  }

  private static Parsed parse(String... pairs) {
    List<Form.Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.add(new Form.Parameter(pairs[i], pairs[i + 1]));
    }
    return TwilioMessages.parse(
        TestAccounts.SMS, new Form(parameters, null), TestAccounts.arrival(new byte[0]));
  }
}
