package io.threadline.conversation.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Where the bytes of files are: a folder, or a bucket. */
public interface Blobs {
  /**
   * Keeps a file; it is there for good when this returns.
   *
   * @param key letters, digits, '-' and '/'
   * @param sha256 of the file, in hex
   */
  void put(String key, Path file, String sha256) throws IOException;

  /** The bytes of a file; an {@link IOException} if there is none. */
  InputStream get(String key) throws IOException;

  /** Removes a file; one that is not there is removed already. */
  void delete(String key) throws IOException;
}
