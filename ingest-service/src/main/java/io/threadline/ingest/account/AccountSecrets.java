package io.threadline.ingest.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.threadline.platform.event.EventJson;
import io.threadline.platform.security.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** An account's secrets as one sealed JSON object, and the keys of webhook URLs. */
@ApplicationScoped
public class AccountSecrets {
  /**
   * The key in the webhook's URL, sealed with the secrets so that an administrator sees it again.
   */
  public static final String WEBHOOK_KEY = "webhookKey";

  private static final int KEY_BYTES = 32;
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final SecretBox box;
  private final SecureRandom random = new SecureRandom();

  public AccountSecrets(SecretBox box) {
    this.box = box;
  }

  /** A new key for a webhook URL: 256 random bits in 43 characters. */
  public String newKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /** The secrets, sealed for the tenant. */
  public byte[] seal(UUID tenant, Map<String, String> secrets) {
    try {
      return box.seal(tenant, EventJson.mapper().writeValueAsString(secrets));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts cannot be written as JSON", e);
    }
  }

  /** The secrets that were sealed for the tenant. */
  public Map<String, String> open(UUID tenant, byte[] sealed) {
    try {
      byte[] json = box.open(tenant, sealed).getBytes(StandardCharsets.UTF_8);
      return EventJson.mapper().readValue(json, TEXTS);
    } catch (IOException e) {
      throw new IllegalStateException("opened secrets are no JSON object of texts", e);
    }
  }
}
