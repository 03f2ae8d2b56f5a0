package io.threadline.conversation.core.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a chain of entries, oldest first. Each entry's hash covers all of it and the hash of the
 * one before (SHA-256, every field with its length before it), so an entry that was edited, deleted
 * or moved breaks the chain where it stood. A cut end shows against the head, and a head that was
 * turned back shows against any hash that somebody noted down before.
 */
public final class AuditChain {
  /** What the first entry comes after: 32 zero bytes, in hex. */
  public static final String BEGINNING = "0".repeat(64);

  private long number;
  private String hash = BEGINNING;

  /**
   * An entry as it is stored.
   *
   * @param previousHash hex of the hash of the entry before
   * @param hash hex of its own
   */
  public record Link(AuditEntry entry, String previousHash, String hash) {}

  /** A place up to which the chain is known. */
  public record Anchor(long number, String hash) {}

  /**
   * Where the chain breaks.
   *
   * @param number of the first entry that is not what it was
   */
  public record Break(long number, String what) {}

  /** Adds the next entry; answers what is wrong with it. */
  public Optional<Break> add(Link link) {
    long expected = number + 1;
    AuditEntry entry = link.entry();
    if (entry.number() != expected) {
      return broken(
          expected, "entry %d is missing: %d follows".formatted(expected, entry.number()));
    }
    if (!link.previousHash().equals(hash)) {
      return broken(expected, "it does not follow the entry before it");
    }
    if (!link.hash().equals(hash(hash, entry))) {
      return broken(expected, "its content is not what was written");
    }
    number = expected;
    hash = link.hash();
    return Optional.empty();
  }

  /** What is wrong with the end of the chain, all entries having been added. */
  public Optional<Break> end(Anchor head) {
    if (head.number() != number) {
      return broken(
          number + 1, "the log ends at %d and its head says %d".formatted(number, head.number()));
    }
    return head.hash().equals(hash)
        ? Optional.empty()
        : broken(number, "the head has another hash than the last entry");
  }

  /** The newest entry that was added. */
  public Anchor anchor() {
    return new Anchor(number, hash);
  }

  private static Optional<Break> broken(long number, String what) {
    return Optional.of(new Break(number, what));
  }

  /** Hex of the hash of an entry that comes after the one with {@code previousHash}. */
  public static String hash(String previousHash, AuditEntry entry) {
    MessageDigest digest = sha256();
    digest.update(HexFormat.of().parseHex(previousHash));
    field(digest, entry.tenant().toString());
    field(digest, Long.toString(entry.number()));
    field(digest, entry.at().toString());
    field(digest, entry.actor());
    field(digest, entry.action());
    field(digest, entry.subjectKind());
    field(digest, entry.subjectId().toString());
    field(digest, entry.detail());
    field(digest, entry.noteHash());
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Hex of the hash of what somebody typed.
   *
   * @param salt keeps short texts from being guessed once the text itself is erased
   */
  public static String noteHash(byte[] salt, String text) {
    MessageDigest digest = sha256();
    digest.update(salt);
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void field(MessageDigest digest, @Nullable String value) {
    byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    int length = value == null ? -1 : bytes.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
