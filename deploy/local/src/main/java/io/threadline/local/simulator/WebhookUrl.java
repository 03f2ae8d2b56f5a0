package io.threadline.local.simulator;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A webhook URL with Twilio's connection overrides in its fragment ({@code #rc=5&rp=all}): they say
 * how often a failed call is repeated, and are neither sent nor signed
 * (twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 *
 * @param retries 0 to 5; 1 without an override
 * @param policy which failures are repeated: ct (connection), rt (read), 4xx, 5xx, all
 */
record WebhookUrl(URI target, int retries, Set<String> policy) {

  private static final int MOST_RETRIES = 5;

  static WebhookUrl parse(String url) {
    URI uri = URI.create(url);
    String fragment = uri.getFragment() == null ? "" : uri.getFragment();
    String plain = url.contains("#") ? url.substring(0, url.indexOf('#')) : url;
    int retries = 1;
    Set<String> policy = Set.of("ct");
    for (String override : fragment.split("&", -1)) {
      if (override.startsWith("rc=")) {
        retries = Math.clamp(Integer.parseInt(override.substring(3)), 0, MOST_RETRIES);
      } else if (override.startsWith("rp=")) {
        policy = Arrays.stream(override.substring(3).split(",", -1)).collect(Collectors.toSet());
      }
    }
    return new WebhookUrl(URI.create(plain), retries, policy);
  }

  boolean repeatsStatus(int status) {
    return (status >= 500 && (policy.contains("5xx") || policy.contains("all")))
        || (status >= 400 && status < 500 && (policy.contains("4xx") || policy.contains("all")));
  }
}
