package io.threadline.ingest.channel.twilio;

import com.twilio.security.RequestValidator;
import io.threadline.ingest.channel.twilio.core.Form;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-Twilio-Signature}, checked by the SDK's own validator: base64(HMAC-SHA1(auth token, URL
 * + sorted name and value of every parameter)), for the URL with and without its port.
 *
 * <p>The validator takes one value per name. Twilio counts a name that repeats once per distinct
 * value, sorted; such values are handed over as the one text that the validator would have made of
 * them.
 */
final class TwilioSignature {
  private static final String BODY_HASH = "bodySHA256=";

  private final RequestValidator validator;

  TwilioSignature(String authToken) {
    this.validator = new RequestValidator(authToken);
  }

  /** True if the signature is of that URL and form. */
  boolean valid(String url, Form form, @Nullable String signature) {
    return signature != null && validator.validate(url, values(form), signature);
  }

  /**
   * True if the signature is of that URL, and the URL's {@code bodySHA256}, if any, of the body.
   */
  boolean valid(String url, byte[] body, @Nullable String signature) {
    if (signature == null) {
      return false;
    }
    if (!url.contains(BODY_HASH)) {
      return validator.validate(url, Map.of(), signature);
    }
    try {
      return validator.validate(url, new String(body, StandardCharsets.UTF_8), signature);
    } catch (URISyntaxException _) {
      // Nobody signed what is no URL.
      return false;
    }
  }

  private static Map<String, String> values(Form form) {
    Map<String, String> values = HashMap.newHashMap(form.parameters().size());
    for (Form.Parameter parameter : form.parameters()) {
      String other = values.putIfAbsent(parameter.name(), parameter.value());
      if (other != null && !other.equals(parameter.value())) {
        return repeated(form.parameters());
      }
    }
    return values;
  }

  /** Of {@code a=w&a=x} the value {@code wax}, since {@code a} and {@code wax} read "awax". */
  private static Map<String, String> repeated(List<Form.Parameter> parameters) {
    Map<String, List<String>> byName =
        parameters.stream()
            .distinct()
            .collect(
                Collectors.groupingBy(
                    Form.Parameter::name,
                    Collectors.mapping(Form.Parameter::value, Collectors.toList())));
    Map<String, String> values = new HashMap<>();
    byName.forEach((name, several) ->
        values.put(name, several.stream().sorted().collect(Collectors.joining(name))));
    return values;
  }
}
