package io.threadline.conversation.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files in a folder: written aside, synced, then renamed, so that a name that exists is whole. */
record FolderBlobs(Path folder) implements Blobs {
  @Override
  public void put(String key, Path file, String sha256) throws IOException {
    Path target = folder.resolve(key);
    Path parent = folder.resolve(key).getParent();
    if (parent == null) {
      throw new IOException("'" + key + "' names no file");
    }
    Files.createDirectories(parent);
    Path aside = parent.resolve(UUID.randomUUID() + ".part");
    try {
      Files.copy(file, aside);
      sync(aside, StandardOpenOption.WRITE);
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
    sync(parent, StandardOpenOption.READ);
  }

  private static void sync(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream get(String key) throws IOException {
    return Files.newInputStream(folder.resolve(key));
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(folder.resolve(key));
  }
}
