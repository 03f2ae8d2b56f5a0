package io.threadline.ingest.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A first-in, first-out log on the local disk. An append completes when the record is synced;
 * appends that wait together share one sync. Records leave in order by {@link #read} and {@link
 * #remove}; a file is deleted when all of its records have left, so after a crash records of the
 * oldest file may come again, with their ids unchanged.
 *
 * <p>Invariant: what counts against the cap is every byte of every file that exists plus every byte
 * that waits to be written; it never passes {@code maxBytes}.
 */
public final class Spool implements AutoCloseable {
  private static final int SEGMENT_BYTES = 8 * 1024 * 1024;
  private static final int GROUP = 1_000;
  private static final Pending STOP = new Pending(new byte[0], new CompletableFuture<>());

  private record Pending(byte[] encoded, CompletableFuture<Void> synced) {}

  /**
   * Records read but not yet removed.
   *
   * @param bytes their frames in the file
   */
  public record Batch(List<SpoolRecord> records, long bytes) {}

  private final Path directory;
  private final long maxBytes;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final Thread writer;
  private long nextSegment;
  private long readPosition;
  private long usedBytes;
  private long records;
  private boolean closed;

  private Spool(Path directory, long maxBytes, FileChannel lockFile, FileLock lock) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.lockFile = lockFile;
    this.lock = lock;
    this.writer = Thread.ofPlatform().name("spool-writer").daemon().unstarted(this::write);
  }

  /**
   * Opens the spool of a directory, with what a former process left in it.
   *
   * @param maxBytes on disk and on the way to it
   * @throws IOException if another process has it, or the disk cannot be used
   */
  public static Spool open(Path directory, long maxBytes) throws IOException {
    Files.createDirectories(directory);
    FileChannel lockFile =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Spool spool = new Spool(directory, maxBytes, lockFile, locked(directory, lockFile));
    spool.recover();
    spool.writer.start();
    return spool;
  }

  private static FileLock locked(Path directory, FileChannel file) throws IOException {
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException _) {
      lock = null;
    }
    if (lock == null) {
      file.close();
      throw new IOException(
          "the spool "
              + directory
              + " is in use by another process: give each instance its own"
              + " THREADLINE_DATA");
    }
    return lock;
  }

  private synchronized void recover() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      nextSegment = Long.parseLong(name.substring(0, name.indexOf('.'))) + 1;
      Segment segment = Segment.open(file);
      segments.add(segment);
      usedBytes += segment.size();
      records += segment.records();
    }
    dropEmptyHead();
  }

  /** Adds a record at the end; completes when it is synced, or with {@link SpoolFullException}. */
  public CompletableFuture<Void> append(SpoolRecord record) {
    byte[] encoded = record.encode();
    Pending pending = new Pending(encoded, new CompletableFuture<>());
    synchronized (this) {
      long frame = encoded.length + (long) Segment.FRAME_BYTES;
      if (closed || usedBytes + frame > maxBytes) {
        pending.synced.completeExceptionally(
            new SpoolFullException("the spool holds " + usedBytes + " of " + maxBytes + " bytes"));
        return pending.synced;
      }
      usedBytes += frame;
      records++;
      queue.add(pending);
    }
    return pending.synced;
  }

  /** True if nothing is stored and nothing waits to be. */
  public synchronized boolean isEmpty() {
    return records == 0;
  }

  /** How many records are stored or wait to be. */
  public synchronized long records() {
    return records;
  }

  /** True if a record of the usual size still fits. */
  public synchronized boolean hasRoom() {
    return !closed && usedBytes + 128 * 1024 <= maxBytes;
  }

  /** The oldest synced records, up to that many; they stay until {@link #remove}. */
  public synchronized Batch read(int max) throws IOException {
    List<SpoolRecord> read = new ArrayList<>();
    long bytes = 0;
    dropEmptyHead();
    Segment head = segments.peekFirst();
    while (head != null && read.size() < max && readPosition + bytes < head.size()) {
      byte[] encoded = head.recordAt(readPosition + bytes);
      bytes += encoded.length + (long) Segment.FRAME_BYTES;
      read.add(SpoolRecord.decode(encoded));
    }
    return new Batch(read, bytes);
  }

  /** Forgets a batch whose records are safe elsewhere. Only the last batch read may be removed. */
  public synchronized void remove(Batch batch) throws IOException {
    readPosition += batch.bytes();
    records -= batch.records().size();
    dropEmptyHead();
  }

  /** The newest file stays while a record is on its way into it. */
  private void dropEmptyHead() throws IOException {
    Segment head = segments.peekFirst();
    while (head != null && readPosition >= head.size() && (segments.size() > 1 || records == 0)) {
      segments.removeFirst();
      usedBytes -= head.size();
      readPosition = 0;
      head.delete();
      head = segments.peekFirst();
    }
  }

  private void write() {
    List<Pending> group = new ArrayList<>(GROUP);
    boolean running = true;
    while (running) {
      try {
        group.add(queue.take());
      } catch (InterruptedException _) {
        // Nobody interrupts this thread: an interrupt would close the file under its channel.
        continue;
      }
      queue.drainTo(group, GROUP - 1);
      running = !group.remove(STOP);
      if (!group.isEmpty()) {
        writeGroup(group);
      }
      group.clear();
    }
  }

  private void writeGroup(List<Pending> group) {
    @Nullable IOException failure = append(group);
    for (Pending pending : group) {
      if (failure == null) {
        pending.synced.complete(null);
      } else {
        pending.synced.completeExceptionally(
            new SpoolFullException("the spool's disk refused a write", failure));
      }
    }
  }

  private @Nullable IOException append(List<Pending> group) {
    try {
      // Outside the monitor: appends go on waiting in the queue while this syncs.
      active().append(group.stream().map(Pending::encoded).toList());
      return null;
    } catch (IOException e) {
      synchronized (this) {
        records -= group.size();
        usedBytes -= group.stream().mapToLong(p -> p.encoded.length + Segment.FRAME_BYTES).sum();
      }
      return e;
    }
  }

  private synchronized Segment active() throws IOException {
    Segment last = segments.peekLast();
    if (last == null || last.size() >= SEGMENT_BYTES) {
      last = Segment.open(directory.resolve("%016d.spool".formatted(nextSegment++)));
      segments.addLast(last);
      syncDirectory();
    }
    return last;
  }

  private void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Writes what waits, then lets go of the files. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      queue.add(STOP);
    }
    try {
      writer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      for (Segment segment : segments) {
        segment.close();
      }
      lock.release();
      lockFile.close();
    }
  }
}
