package io.threadline.ingest.channel.email.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token in {@code support+TOKEN@example.com}: a letter for its kind, an id, and a signature,
 * all in letters and digits that no mail server changes. Only we can make one, so an address that
 * somebody has thought up refers to nothing.
 */
public final class ReplyTokens {
  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int ID_DIGITS = 26;
  private static final int SIGNATURE_BYTES = 10;
  private static final int LENGTH = 1 + ID_DIGITS + SIGNATURE_BYTES * 8 / 5;

  /** What a token is about. */
  public enum Kind {
    /** Answers go to this ticket. */
    TICKET('t'),
    /** Bounces are of this message. */
    MESSAGE('m');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  private ReplyTokens() {}

  /** The mailbox with a token; the mailbox alone without a key to sign it with. */
  public static String address(String mailbox, Kind kind, UUID id, String key) {
    int at = mailbox.lastIndexOf('@');
    return key.isEmpty() || at <= 0
        ? mailbox
        : mailbox.substring(0, at) + '+' + token(kind, id, key) + mailbox.substring(at);
  }

  /** The id in the first genuine token of that kind in these recipients that are our mailbox. */
  public static Optional<UUID> find(
      String mailbox, List<String> recipients, Kind kind, String key) {
    return recipients.stream()
        .flatMap(recipient -> token(mailbox, recipient).stream())
        .flatMap(token -> verified(token, kind, key).stream())
        .findFirst();
  }

  /** The mailbox without its token. */
  public static String withoutToken(String address) {
    int at = address.lastIndexOf('@');
    int plus = address.indexOf('+');
    return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
  }

  private static String token(Kind kind, UUID id, String key) {
    byte[] bytes = bytes(id);
    return kind.letter + base32(bytes) + base32(signature(kind, bytes, key));
  }

  private static Optional<UUID> verified(String token, Kind kind, String key) {
    if (key.isEmpty() || token.length() != LENGTH || token.charAt(0) != kind.letter) {
      return Optional.empty();
    }
    Optional<UUID> id = id(token.substring(1, 1 + ID_DIGITS));
    // Compared as it would be written, so that one id has one token.
    return id.filter(found ->
        MessageDigest.isEqual(
            token(kind, found, key).getBytes(StandardCharsets.US_ASCII),
            token.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<UUID> id(String digits) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * 2 + 1);
    int bits = 0;
    int held = 0;
    for (int i = 0; i < digits.length(); i++) {
      int value = DIGITS.indexOf(digits.charAt(i));
      if (value < 0) {
        return Optional.empty();
      }
      bits = (bits << 5) | value;
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes.put((byte) (bits >> held));
        bits &= (1 << held) - 1;
      }
    }
    bytes.flip();
    return Optional.of(new UUID(bytes.getLong(), bytes.getLong()));
  }

  private static String base32(byte[] bytes) {
    StringBuilder digits = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte b : bytes) {
      bits = (bits << 8) | (b & 0xFF);
      held += 8;
      while (held >= 5) {
        held -= 5;
        digits.append(DIGITS.charAt((bits >> held) & 31));
      }
      bits &= (1 << held) - 1;
    }
    return held == 0
        ? digits.toString()
        : digits.append(DIGITS.charAt((bits << (5 - held)) & 31)).toString();
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(Long.BYTES * 2)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static byte[] signature(Kind kind, byte[] id, String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((byte) kind.letter);
      return Arrays.copyOf(mac.doFinal(id), SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no HmacSHA256", e);
    }
  }

  private static Optional<String> token(String mailbox, String recipient) {
    int at = recipient.lastIndexOf('@');
    int plus = recipient.indexOf('+');
    boolean ours =
        plus > 0
            && plus < at
            && withoutToken(recipient)
                .toLowerCase(Locale.ROOT)
                .equals(mailbox.toLowerCase(Locale.ROOT));
    return ours
        ? Optional.of(recipient.substring(plus + 1, at).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
