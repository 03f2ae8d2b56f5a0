package io.threadline.conversation.attachment;

import io.threadline.contracts.Attachment;
import io.threadline.conversation.core.attachment.FileName;
import io.threadline.conversation.core.attachment.Link;
import io.threadline.platform.config.ThreadlineConfig;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.id.Ids;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.tika.Tika;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes files, and gives links to them. */
@ApplicationScoped
public class Attachments {
  /** How a message names a file of ours. */
  public static final String SCHEME = "attachment:";

  /** Files that one reply sends. */
  public static final int MOST = 10;

  private static final Logger LOG = Logger.getLogger(Attachments.class);
  private static final Duration RETRY = Duration.ofSeconds(30);

  @Inject Transactions transactions;
  @Inject Caller caller;
  @Inject Blobs blobs;
  @Inject AttachmentConfig config;
  @Inject ThreadlineConfig threadline;

  private final Tika tika = new Tika();

  /** Takes a file: reads it up to the cap, looks what it is, has it scanned, keeps it. */
  StoredFile take(InputStream body, String claimedType, String fileName) {
    UUID tenant = caller.tenant();
    Path aside = null;
    try {
      aside = Files.createTempFile("attachment", ".part");
      StoredFile file = read(body, aside, claimedType, fileName);
      blobs.put(StoredFile.key(tenant, file.id()), aside, file.sha256());
      transactions.inTenant(
          tenant,
          connection -> {
            file.insert(connection);
            return file;
          });
      return file;
    } catch (IOException e) {
      LOG.warnf("a file could not be kept: %s", e.getMessage());
      throw new ApiException(ErrorCode.UNAVAILABLE, "the file could not be kept; try again")
          .retryAfter(RETRY);
    } finally {
      remove(aside);
    }
  }

  private static void remove(@Nullable Path aside) {
    try {
      if (aside != null) {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      LOG.warnf("a temporary file stays: %s", e.getMessage());
    }
  }

  private StoredFile read(InputStream body, Path aside, String claimedType, String fileName)
      throws IOException {
    MessageDigest digest = sha256();
    long size;
    try (OutputStream out = Files.newOutputStream(aside)) {
      size = copy(new DigestInputStream(body, digest), out);
    }
    if (size == 0) {
      throw new ApiException(ErrorCode.MALFORMED_BODY, "the file is empty");
    }
    boolean scanned = scan(aside);
    return new StoredFile(
        Ids.next(),
        FileName.safe(fileName),
        sniff(aside),
        claimedType,
        size,
        HexFormat.of().formatHex(digest.digest()),
        scanned,
        caller.login(),
        Instant.now());
  }

  /** By its bytes alone: names and claims may lie. */
  private String sniff(Path file) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      return tika.detect(bytes);
    }
  }

  private long copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long size = 0;
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      size += read;
      if (size > config.maxBytes()) {
        throw new ApiException(
            ErrorCode.TOO_LARGE, "the file is larger than " + config.maxBytes() + " bytes");
      }
      to.write(buffer, 0, read);
    }
    return size;
  }

  private boolean scan(Path file) throws IOException {
    Optional<String> clamd = config.clamd();
    if (clamd.isEmpty()) {
      return false;
    }
    URI daemon = URI.create("tcp://" + clamd.get());
    return switch (new Scanner(new InetSocketAddress(daemon.getHost(), daemon.getPort()))
        .scan(file)) {
      case Scanner.Clean() -> true;
      case Scanner.Infected(String name) ->
          throw new ApiException(
              ErrorCode.REFUSED_CONTENT, "the scanner found " + name + " in the file");
    };
  }

  /** The URL that a file can be read at for a while. */
  String url(UUID tenant, StoredFile file, Duration ttl) {
    String origin = config.origin().orElse(threadline.publicUrl());
    Link link = new Link(tenant, file.id(), Instant.now().plus(ttl));
    return origin + "/api/attachments/content/" + link.sign(key());
  }

  /** The file that a link names; empty if the link is none of ours or has expired. */
  Optional<Link> link(String text) {
    return Link.read(key(), text, Instant.now());
  }

  /**
   * What a reply sends.
   *
   * @param shown as the thread keeps them
   * @param sent as the provider fetches them
   */
  public record Outgoing(List<Attachment> shown, List<Attachment> sent) {
    /** No file. */
    public static final Outgoing NONE = new Outgoing(List.of(), List.of());
  }

  /** The files of a reply. */
  public Outgoing outgoing(Connection connection, UUID tenant, @Nullable List<UUID> ids)
      throws SQLException {
    if (ids == null || ids.isEmpty()) {
      return Outgoing.NONE;
    }
    if (ids.size() > MOST) {
      throw ApiException.invalid("attachments", ids.size(), "send at most " + MOST);
    }
    List<Attachment> shown = new ArrayList<>();
    List<Attachment> sent = new ArrayList<>();
    for (UUID id : ids) {
      StoredFile file = StoredFile.find(connection, id);
      shown.add(attachment(SCHEME + id, file));
      sent.add(attachment(url(tenant, file, config.providerLinkTtl()), file));
    }
    return new Outgoing(shown, sent);
  }

  private static Attachment attachment(String reference, StoredFile file) {
    return new Attachment(reference, file.contentType(), file.fileName(), file.size(), false);
  }

  private byte[] key() {
    return Base64.getDecoder().decode(threadline.secrets().key().strip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
