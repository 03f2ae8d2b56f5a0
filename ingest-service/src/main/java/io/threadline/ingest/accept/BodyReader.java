package io.threadline.ingest.accept;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies into memory within two bounds: one per request, one over all requests that are being
 * read or worked on.
 */
final class BodyReader {
  private final long maxTotal;
  private final AtomicLong total = new AtomicLong();

  BodyReader(long maxTotal) {
    this.maxTotal = maxTotal;
  }

  /** A body, or why there is none. */
  sealed interface Read {
    /** The whole body; give it back with {@link #release} when it is no longer held. */
    record Whole(byte[] bytes) implements Read {}

    /** It is larger than the channel takes. */
    record TooLarge() implements Read {}

    /** Too much is in memory already. */
    record NoRoom() implements Read {}

    /** The sender went away. */
    record Broken() implements Read {}
  }

  /** Reads the body of a request whose reading has not begun; completes on its event loop. */
  CompletableFuture<Read> read(HttpServerRequest request, int max) {
    long declared = declaredLength(request);
    if (declared > max) {
      return CompletableFuture.completedFuture(new Read.TooLarge());
    }
    if (total.get() + Math.max(declared, 0) > maxTotal) {
      return CompletableFuture.completedFuture(new Read.NoRoom());
    }
    CompletableFuture<Read> read = new CompletableFuture<>();
    Reading reading = new Reading(request, max, read);
    request.handler(reading::chunk);
    request.endHandler(_ -> reading.end());
    request.exceptionHandler(_ -> reading.fail(new Read.Broken()));
    request.resume();
    return read;
  }

  void release(byte[] body) {
    total.addAndGet(-body.length);
  }

  private static long declaredLength(HttpServerRequest request) {
    @Nullable String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return header == null ? -1 : Long.parseLong(header);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private final class Reading {
    private final HttpServerRequest request;
    private final int max;
    private final CompletableFuture<Read> read;
    private final Buffer buffer = Buffer.buffer();

    Reading(HttpServerRequest request, int max, CompletableFuture<Read> read) {
      this.request = request;
      this.max = max;
      this.read = read;
    }

    void chunk(Buffer chunk) {
      if (read.isDone()) {
        return;
      }
      long now = total.addAndGet(chunk.length());
      buffer.appendBuffer(chunk);
      if (buffer.length() > max) {
        fail(new Read.TooLarge());
      } else if (now > maxTotal) {
        fail(new Read.NoRoom());
      }
    }

    void end() {
      if (!read.isDone()) {
        read.complete(new Read.Whole(buffer.getBytes()));
      }
    }

    void fail(Read why) {
      if (!read.isDone()) {
        total.addAndGet(-buffer.length());
        if (!request.isEnded()) {
          request.handler(null);
        }
        read.complete(why);
      }
    }
  }
}
