package io.threadline.conversation.attachment;

import io.threadline.conversation.core.attachment.AwsSignature;
import io.threadline.platform.config.ThreadlineConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;

/** Builds the blob store that the configuration names. */
public final class AttachmentParts {

  @Produces
  @Singleton
  Blobs blobs(AttachmentConfig config, ThreadlineConfig threadline) {
    AttachmentConfig.S3 s3 = config.s3();
    if (s3.endpoint().isEmpty()) {
      return new FolderBlobs(Path.of(threadline.data(), "attachments"));
    }
    return new S3Blobs(
        URI.create(s3.endpoint().get()),
        s3.bucket(),
        new AwsSignature(s3.accessKey().orElse(""), s3.secretKey().orElse(""), s3.region()));
  }
}
