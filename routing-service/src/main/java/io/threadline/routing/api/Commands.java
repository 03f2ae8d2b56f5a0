package io.threadline.routing.api;

import io.threadline.platform.id.Ids;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.telemetry.Traceparent;
import io.threadline.platform.version.EntityVersion;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.engine.Forwarding;
import io.threadline.routing.engine.NotOwnerException;
import io.threadline.routing.engine.PoolWriter;
import io.threadline.routing.engine.Pools;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.PoolKey;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings a caller's command to the pool's writer, in this instance or in another, and back with the
 * answer. The command's id comes from the caller's {@code Idempotency-Key}: a repeat is answered as
 * the first time, also by the next writer after a crash.
 */
@RequestScoped
public class Commands {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(10);
  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(5);
  private static final Duration QUESTION_PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int MAX_KEY = 200;

  private final Pools pools;
  private final Forwarding forwarding;
  private final Caller caller;
  private final HttpServerRequest request;

  Commands(Pools pools, Forwarding forwarding, Caller caller, HttpServerRequest request) {
    this.pools = pools;
    this.forwarding = forwarding;
    this.caller = caller;
    this.request = request;
  }

  /**
   * Has the command done and answered.
   *
   * @param body what the request was sent with, in case it has to be sent on
   */
  Response run(Input input, @Nullable Object body, Function<Reply, Response> answer) {
    String key = commandKey();
    UUID id = commandId(key);
    return atOwner(
        key,
        body,
        COMMAND_PATIENCE,
        writer ->
            answer.apply(
                writer
                    .submit(id, input, Traceparent.current())
                    .orTimeout(COMMIT_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join()));
  }

  /**
   * Has a definition saved: 201 if it is new, with its version as ETag.
   *
   * @param view of what was saved, asked for after the commit
   * @throws ApiException 428 if it is there and the request has no If-Match, 412 if that names
   *     another version
   */
  Response save(Input input, Object body, Supplier<Object> view) {
    return run(
        input,
        body,
        reply ->
            switch (reply) {
              case Reply.Saved saved ->
                  tagged(Response.status(saved.created() ? 201 : 200), saved.version())
                      .entity(view.get())
                      .build();
              case Reply.Stale stale -> throw stale(stale);
              default -> throw Answers.refusal(reply);
            });
  }

  static Response.ResponseBuilder tagged(Response.ResponseBuilder response, long version) {
    return response.tag(new EntityTag(Long.toString(version)));
  }

  private ApiException stale(Reply.Stale stale) {
    String sent = request.getHeader(HttpHeaders.IF_MATCH);
    if (stale.version() != null) {
      EntityVersion.require(sent, stale.version());
    }
    return new ApiException(
        ErrorCode.STALE_VERSION,
        "If-Match is %s and there is no '%s': leave the header out to define it"
            .formatted(sent, stale.key()));
  }

  /**
   * The version that a change was made from, as the header says it; null for {@code *}, whatever is
   * there or not.
   */
  static @Nullable Long from(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      return Input.NEW;
    }
    String sent = ifMatch.strip();
    if (sent.equals("*")) {
      return null;
    }
    try {
      return Long.valueOf(sent.replace("\"", ""));
    } catch (NumberFormatException _) {
      throw new ApiException(
          ErrorCode.STALE_VERSION,
          "If-Match is " + sent + ", which no version has: send the ETag of what you read");
    }
  }

  /** Has a question answered by the pool's writer, here or elsewhere. */
  Response ask(Function<PoolWriter, Response> question) {
    return atOwner(Ids.next().toString(), null, QUESTION_PATIENCE, question);
  }

  private Response atOwner(
      String key, @Nullable Object body, Duration patience, Function<PoolWriter, Response> here) {
    PoolKey pool = PoolKey.ofTenant(caller.tenant());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      Optional<PoolWriter> writer = pools.owned(pool);
      if (writer.isPresent()) {
        try {
          return here.apply(writer.get());
        } catch (CompletionException e) {
          if (!(e.getCause() instanceof NotOwnerException)) {
            throw unwrapped(e);
          }
        }
      }
      if (request.getHeader(Forwarding.HEADER) != null) {
        throw new ApiException(ErrorCode.WRONG_OWNER, "pool '" + pool.pool() + "' moved on");
      }
      Optional<Response> elsewhere =
          writer.isPresent() ? Optional.empty() : send(pool, key, body, patience);
      if (elsewhere.isPresent()) {
        return elsewhere.get();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    } while (System.nanoTime() < deadline);
    throw new ApiException(
            ErrorCode.UNAVAILABLE,
            "nobody writes pool '" + pool.pool() + "' right now: send the request again")
        .retryAfter(Duration.ofSeconds(1));
  }

  private Optional<Response> send(
      PoolKey pool, String key, @Nullable Object body, Duration patience) {
    Optional<LeaseStore.Holder> holder = pools.holder(pool);
    if (holder.isEmpty()) {
      pools.ensure(pool);
      return Optional.empty();
    }
    String address = holder.get().address();
    if (address == null || !holder.get().alive() || address.equals(pools.address())) {
      return Optional.empty();
    }
    return forwarding.send(
        address,
        new Forwarding.Request(
            request.method().name(),
            request.uri(),
            request.getHeader(HttpHeaders.AUTHORIZATION),
            key,
            request.getHeader(HttpHeaders.IF_MATCH),
            body,
            patience));
  }

  private String commandKey() {
    String key = request.getHeader("Idempotency-Key");
    if (key == null) {
      return Ids.next().toString();
    }
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw ApiException.invalid("Idempotency-Key", key, "send 1 to " + MAX_KEY + " characters");
    }
    return key;
  }

  /** Two callers may use the same key without meeting. */
  private UUID commandId(String key) {
    String name = caller.login() + '|' + key;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static RuntimeException unwrapped(CompletionException e) {
    if (e.getCause() instanceof java.util.concurrent.TimeoutException) {
      return new ApiException(
              ErrorCode.UNAVAILABLE, "the command was not committed in time: send it again")
          .retryAfter(Duration.ofSeconds(1));
    }
    return e.getCause() instanceof RuntimeException cause ? cause : e;
  }
}
