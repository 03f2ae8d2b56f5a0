package io.threadline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.threadline.local.run.Port;
import io.threadline.local.run.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The demo's channel accounts: opened once through the API, found again afterwards. */
final class DemoChannels {

  private static final String ACCOUNTS = "/api/channels/accounts";

  private final ApiClient api;
  private final Secrets secrets;
  private final int offset;

  DemoChannels(ApiClient api, Secrets secrets, int offset) {
    this.api = api;
    this.secrets = secrets;
    this.offset = offset;
  }

  /** Opens what is not open yet and describes all of them as {@code demo.json} does. */
  Map<String, Map<String, String>> open() {
    Map<String, Map<String, String>> channels = new LinkedHashMap<>();
    JsonNode existing = api.get(DemoUser.named("admin"), ACCOUNTS + "?limit=100").path("items");
    for (JsonNode wanted : DemoResource.read("channels.json")) {
      String channel = wanted.path("channel").asText();
      JsonNode account = find(existing, channel, wanted.path("address").asText());
      if (account.isMissingNode()) {
        account = create(wanted);
      }
      channels.put(channel, describe(channel, account));
    }
    return channels;
  }

  private static JsonNode find(JsonNode existing, String channel, String address) {
    for (JsonNode account : existing) {
      if (account.path("channel").asText().equals(channel)
          && account.path("address").asText().equals(address)) {
        return account;
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }

  private JsonNode create(JsonNode wanted) {
    ObjectNode body = wanted.deepCopy();
    if (!wanted.path("channel").asText().equals("email")) {
      body.put("accountSid", secrets.twilioAccountSid())
          .put("authToken", secrets.twilioAuthToken());
    } else {
      body.put("key", secrets.mailKey());
    }
    return api.send(DemoUser.named("admin"), "POST", ACCOUNTS, body).orFail("POST " + ACCOUNTS);
  }

  private Map<String, String> describe(String channel, JsonNode account) {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("webhook", account.path("webhook").asText());
    description.put("account", account.path("id").asText());
    if (channel.equals("email")) {
      description.put("key", secrets.mailKey());
      description.put("address", account.path("address").asText());
      description.put("smtp", "localhost:" + Port.SMTP_LISTENER.at(offset));
    } else {
      description.put("accountSid", secrets.twilioAccountSid());
      description.put("authToken", secrets.twilioAuthToken());
      description.put("address", account.path("address").asText());
    }
    return description;
  }
}
