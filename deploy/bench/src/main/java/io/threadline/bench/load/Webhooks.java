package io.threadline.bench.load;

import io.threadline.local.simulator.TwilioSignature;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Makes the requests that Twilio would send for an SMS, signed, as bytes ready for a socket: they
 * are made before the clock starts, since the load generator shares the cores with what it
 * measures.
 *
 * <p>Each message has a number, which is in its id and its text.
 *
 * @param webhook where the account is called, with the public host that is signed
 */
public record Webhooks(URI webhook, String accountSid, String authToken, String address) {

  private static final String TEXT_START = "Message ";

  /** Valid numbers of one area code: the digits after it, from 200-0000. */
  private static final long FIRST_NUMBER = 2_000_000;

  private static final long NUMBERS = 7_900_000;

  /** The webhooks of the channel {@code sms} as {@code demo.json} describes it. */
  public static Webhooks of(Map<String, String> channel) {
    return new Webhooks(
        URI.create(required(channel, "webhook")),
        required(channel, "accountSid"),
        required(channel, "authToken"),
        required(channel, "address"));
  }

  /**
   * Requests for messages {@code first}, {@code first + 1}, …
   *
   * @param customerOf which customer writes a message
   */
  public List<Buffer> requests(long first, int count, LongUnaryOperator customerOf) {
    return LongStream.range(first, first + count)
        .mapToObj(number -> request(number, customerOf.applyAsLong(number)))
        .toList();
  }

  /** The telephone number of a customer, in E.164. */
  public static String phone(long customer) {
    return "+1646" + (FIRST_NUMBER + customer % NUMBERS);
  }

  /** The number of the message with that text; empty when it is none of ours. */
  public static OptionalLong number(String text) {
    int colon = text.indexOf(':');
    return text.startsWith(TEXT_START) && colon > 0
        ? OptionalLong.of(Long.parseLong(text.substring(TEXT_START.length(), colon)))
        : OptionalLong.empty();
  }

  private Buffer request(long number, long customer) {
    Map<String, String> form = form(number, phone(customer));
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    String head =
        """
        POST %s HTTP/1.1
        Host: %s
        User-Agent: TwilioProxy/1.1
        Accept: */*
        Content-Type: application/x-www-form-urlencoded; charset=UTF-8
        I-Twilio-Idempotency-Token: %016x
        X-Twilio-Signature: %s
        Content-Length: %d

        """
            .formatted(
                webhook.getRawPath(),
                webhook.getRawAuthority(),
                number,
                TwilioSignature.of(authToken, webhook.toString(), form),
                body.length());
    return Buffer.buffer(head.replace("\n", "\r\n") + body);
  }

  /** The fields of twilio.com/docs/messaging/guides/webhook-request. */
  private Map<String, String> form(long number, String from) {
    String sid = "SM%032x".formatted(number);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("ToCountry", "US");
    form.put("ToState", "");
    form.put("SmsMessageSid", sid);
    form.put("NumMedia", "0");
    form.put("ToCity", "");
    form.put("FromZip", "10001");
    form.put("SmsSid", sid);
    form.put("FromState", "NY");
    form.put("SmsStatus", "received");
    form.put("FromCity", "NEW YORK");
    form.put(
        "Body",
        TEXT_START
            + number
            + ": there is a charge on my March invoice that I do not know, could you look at it?");
    form.put("FromCountry", "US");
    form.put("To", address);
    form.put("NumSegments", "1");
    form.put("MessageSid", sid);
    form.put("AccountSid", accountSid);
    form.put("From", from);
    form.put("ApiVersion", "2010-04-01");
    return form;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String required(Map<String, String> channel, String field) {
    String value = channel.get(field);
    if (value == null) {
      throw new IllegalStateException("demo.json has no '" + field + "' for the channel sms");
    }
    return value;
  }
}
