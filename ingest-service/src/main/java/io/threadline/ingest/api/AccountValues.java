package io.threadline.ingest.api;

import io.threadline.contracts.Channel;
import io.threadline.ingest.channel.AccountShape;
import io.threadline.ingest.channel.Webhook;
import io.threadline.platform.address.Addresses;
import io.threadline.platform.problem.ApiException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checked values of a request for a channel account.
 *
 * @param address normalised
 */
record AccountValues(
    Channel channel,
    Webhook webhook,
    String displayName,
    String address,
    @Nullable String queue,
    @Nullable String language,
    Map<String, String> settings,
    Map<String, String> secrets) {
  private static final int MAX_NAME = 200;
  private static final int MAX_VALUE = 2_000;
  private static final int MAX_VALUES = 30;
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

  /**
   * Checks a request against what its provider needs.
   *
   * @param secrets what is known already; the request's are put over it
   */
  static AccountValues of(
      @Nullable AccountRequest request, Collection<Webhook> webhooks, Map<String, String> secrets) {
    if (request == null) {
      throw ApiException.invalid("body", null, "send the account as a JSON object");
    }
    Channel channel = channel(request.channel());
    Webhook webhook = webhook(channel, request.provider(), webhooks);
    AccountShape shape = webhook.shape();
    Map<String, String> settings = request.allSettings();
    Map<String, String> all = new HashMap<>(secrets);
    all.putAll(request.allSecrets());
    complete("settings", shape.settings(), settings);
    complete("secrets", shape.secrets(), all);
    String address = address(channel, request.address());
    String name = request.displayName() == null ? address : request.displayName();
    return new AccountValues(
        channel,
        webhook,
        bounded("displayName", name, MAX_NAME),
        address,
        request.queue() == null ? null : bounded("queue", request.queue(), MAX_NAME),
        language(request.language()),
        settings,
        all);
  }

  private static Channel channel(@Nullable String name) {
    try {
      return Channel.of(name == null ? "" : name.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid("channel", name, "send a name as sms, whatsapp or email");
    }
  }

  private static Webhook webhook(
      Channel channel, @Nullable String provider, Collection<Webhook> webhooks) {
    List<Webhook> fitting =
        webhooks.stream()
            .filter(webhook -> webhook.shape().channels().contains(channel))
            .filter(webhook -> provider == null || webhook.provider().equals(provider))
            .toList();
    // Without a word about it, mail comes as mail and not by way of a service.
    List<Webhook> own =
        fitting.stream().filter(each -> each.provider().equals(channel.name())).toList();
    if (fitting.size() > 1 && own.size() == 1) {
      return own.getFirst();
    }
    if (fitting.size() != 1) {
      List<String> known = webhooks.stream().map(Webhook::provider).sorted().toList();
      throw ApiException.invalid(
          "provider", provider, "no single one of " + known + " serves channel " + channel);
    }
    return fitting.getFirst();
  }

  private static void complete(String kind, Set<String> names, Map<String, String> values) {
    for (String name : names) {
      String value = values.get(name);
      if (value == null || value.isBlank()) {
        throw ApiException.invalid(kind + "." + name, null, "the provider needs it");
      }
    }
    if (values.size() > MAX_VALUES) {
      throw ApiException.invalid(kind, values.size() + " names", "send at most " + MAX_VALUES);
    }
    values.forEach((name, value) -> {
      if (value == null || name.length() > MAX_NAME || value.length() > MAX_VALUE) {
        throw ApiException.invalid(
            kind + ".name", name, "send texts of at most " + MAX_VALUE + " characters");
      }
    });
  }

  private static String address(Channel channel, @Nullable String raw) {
    return switch (Addresses.normalise(channel, raw == null ? "" : raw, null)) {
      case Addresses.Normalised(String address) -> address;
      case Addresses.Rejected(String reason) -> throw ApiException.invalid("address", raw, reason);
    };
  }

  private static @Nullable String language(@Nullable String language) {
    if (language != null && !LANGUAGE.matcher(language).matches()) {
      throw ApiException.invalid("language", language, "send an ISO 639 code as en");
    }
    return language;
  }

  private static String bounded(String field, String value, int max) {
    if (value.isBlank() || value.length() > max || value.indexOf('\0') >= 0) {
      throw ApiException.invalid(field, value, "send 1 to " + max + " characters");
    }
    return value;
  }
}
