package io.threadline.conversation.attachment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How files are kept and served. */
@ConfigMapping(prefix = "threadline.attachments")
public interface AttachmentConfig {
  /** The largest file, in bytes; below the largest body that the service takes. */
  @WithDefault("26214400")
  long maxBytes();

  /**
   * The origin that files are served from, as {@code https://files.example.com}: another one than
   * the console's, so that no file can act as the console. Requests for files under another host
   * are refused. Without it they are served from the public address, sandboxed.
   */
  Optional<String> origin();

  /** How long a link to a file can be used. */
  @WithDefault("15m")
  Duration linkTtl();

  /** How long a provider can fetch a file that a reply sends. */
  @WithDefault("7d")
  Duration providerLinkTtl();

  /** A ClamAV daemon, as {@code host:port}; without it files are not scanned. */
  Optional<String> clamd();

  /** S3 or what speaks its language; without an endpoint files are in the data directory. */
  S3 s3();

  /** Where the bucket is. */
  interface S3 {
    /** The endpoint, as {@code https://s3.eu-central-1.amazonaws.com}. */
    Optional<String> endpoint();

    /** The region that requests are signed for. */
    @WithDefault("us-east-1")
    String region();

    /** The bucket. */
    @WithDefault("threadline")
    String bucket();

    /** The id of the key. */
    Optional<String> accessKey();

    /** The key. */
    Optional<String> secretKey();
  }
}
