package io.threadline.ingest.channel.twilio.core;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-Twilio-Signature}: base64(HMAC-SHA1(auth token, URL + sorted name and value of every
 * parameter)). Equal to the SDK's {@code RequestValidator}, which a test holds it to, and beyond it
 * where Twilio's other SDKs are: a name that repeats counts once per distinct value, sorted. Twilio
 * signs the URL with or without its port, so both are tried.
 */
public final class TwilioSignature {
  private static final String ALGORITHM = "HmacSHA1";
  private static final String BODY_HASH = "bodySHA256=";

  /** Ready to use; cloned per request, which is cheaper than another key set-up. */
  private final Mac prototype;

  public TwilioSignature(String authToken) {
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no " + ALGORITHM, e);
    }
  }

  /** True if the signature is of that URL and form. */
  public boolean valid(String url, Form form, @Nullable String signature) {
    return signature != null && matches(url, sorted(form), signature);
  }

  /**
   * True if the signature is of that URL, and the URL's {@code bodySHA256}, if any, of the body.
   */
  public boolean valid(String url, byte[] body, @Nullable String signature) {
    return signature != null && bodyMatches(url, body) && matches(url, "", signature);
  }

  /** The signature Twilio would send; for simulators and tests. */
  public String sign(String url, Form form) {
    return Base64.getEncoder().encodeToString(mac(url, sorted(form)));
  }

  private boolean matches(String url, String parameters, String signature) {
    byte[] given = signature.getBytes(StandardCharsets.ISO_8859_1);
    return equal(mac(url, parameters), given) || equal(mac(otherPort(url), parameters), given);
  }

  private static boolean equal(byte[] mac, byte[] given) {
    return MessageDigest.isEqual(Base64.getEncoder().encode(mac), given);
  }

  private byte[] mac(String url, String parameters) {
    try {
      Mac mac = (Mac) prototype.clone();
      mac.update(url.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(parameters.getBytes(StandardCharsets.UTF_8));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " cannot be cloned", e);
    }
  }

  private static String sorted(Form form) {
    List<Form.Parameter> parameters = new ArrayList<>(form.parameters());
    parameters.sort(
        Comparator.comparing(Form.Parameter::name).thenComparing(Form.Parameter::value));
    StringBuilder text = new StringBuilder(512);
    Form.Parameter last = null;
    for (Form.Parameter parameter : parameters) {
      if (!parameter.equals(last)) {
        text.append(parameter.name()).append(parameter.value());
      }
      last = parameter;
    }
    return text.toString();
  }

  /** The URL without its port if it has one, else with the standard port of its scheme. */
  private static String otherPort(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return url;
    }
    int host = scheme + 3;
    int end = host;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int colon = url.lastIndexOf(':', end - 1);
    if (colon >= host) {
      return url.substring(0, colon) + url.substring(end);
    }
    String port = url.startsWith("https") ? ":443" : ":80";
    return url.substring(0, end) + port + url.substring(end);
  }

  private static boolean bodyMatches(String url, byte[] body) {
    int at = url.indexOf(BODY_HASH);
    if (at < 0) {
      return true;
    }
    int from = at + BODY_HASH.length();
    int to = url.indexOf('&', from);
    String given = url.substring(from, to < 0 ? url.length() : to);
    try {
      String actual = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
      return MessageDigest.isEqual(
          actual.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
