package io.threadline.conversation.core.attachment;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** The name of a file, without what could deceive a reader or a file system. */
public final class FileName {
  private static final int LONGEST = 120;

  /** Controls, separators of paths, and marks that turn the direction of writing: "cod.exe" . */
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}/\\\\:*?\"<>|\\x{FFFD}]");

  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]");

  private FileName() {}

  /** The name as it is kept and shown; {@code file} if nothing is left. */
  public static String safe(String name) {
    String clean =
        UNSAFE
            .matcher(Normalizer.normalize(name, Normalizer.Form.NFC))
            .replaceAll("_")
            .strip()
            .replaceFirst("^\\.+", "");
    if (clean.isBlank() || clean.chars().allMatch(c -> c == '_' || c == '.')) {
      return "file";
    }
    return clean.length() <= LONGEST ? clean : shortened(clean);
  }

  private static String shortened(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
    int end = LONGEST - extension.length();
    if (Character.isHighSurrogate(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end) + extension;
  }

  /** The value of Content-Disposition (RFC 6266). */
  public static String disposition(boolean inline, String name) {
    String ascii = NOT_ASCII.matcher(name).replaceAll("_").replace("\"", "_").replace("\\", "_");
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "%s; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(inline ? "inline" : "attachment", ascii, encoded);
  }
}
