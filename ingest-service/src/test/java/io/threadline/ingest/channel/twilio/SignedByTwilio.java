package io.threadline.ingest.channel.twilio;

import io.threadline.ingest.channel.twilio.core.Form;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Comparator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What Twilio does at its end: the signature of a request, as its documentation gives it. */
public final class SignedByTwilio {
  private static final String ALGORITHM = "HmacSHA1";

  private SignedByTwilio() {}

  /** The header's value for a form. */
  public static String signature(String authToken, String url, Form form) {
    StringBuilder text = new StringBuilder(url);
    form.parameters().stream()
        .distinct()
        .sorted(Comparator.comparing(Form.Parameter::name).thenComparing(Form.Parameter::value))
        .forEach(parameter -> text.append(parameter.name()).append(parameter.value()));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] signed = mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no " + ALGORITHM, e);
    }
  }
}
