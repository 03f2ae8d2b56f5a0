package io.threadline.ingest.api;

import io.quarkus.arc.All;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.threadline.contracts.Envelope;
import io.threadline.ingest.accept.Acceptance;
import io.threadline.ingest.accept.Acceptor;
import io.threadline.ingest.account.AccountDirectory;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.Webhook;
import io.threadline.ingest.channel.WebhookRequest;
import io.threadline.ingest.vault.Payloads;
import io.threadline.ingest.vault.Vault;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What arrived and could not be understood, for administrators; and another try at it. */
@Path("/api/channels/vault")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
@RunOnVirtualThread
public class VaultResource {
  private static final Cursor CURSOR = new Cursor("/api/channels/vault?failed");

  private final Vault vault;
  private final Payloads payloads;
  private final AccountDirectory accounts;
  private final List<Webhook> webhooks;
  private final Acceptor acceptor;
  private final Envelopes envelopes;
  private final Caller caller;

  public VaultResource(
      Vault vault,
      Payloads payloads,
      AccountDirectory accounts,
      @All List<Webhook> webhooks,
      Acceptor acceptor,
      Envelopes envelopes,
      Caller caller) {
    this.vault = vault;
    this.payloads = payloads;
    this.accounts = accounts;
    this.webhooks = webhooks;
    this.acceptor = acceptor;
    this.envelopes = envelopes;
    this.caller = caller;
  }

  /**
   * A payload that failed; its bytes are not shown.
   *
   * @param failure why it could not be understood
   */
  public record FailedView(
      UUID id,
      UUID account,
      String channel,
      String contentType,
      long size,
      String sha256,
      @Nullable String failure,
      Instant receivedAt) {
    static FailedView of(Vault.Entry entry) {
      return new FailedView(
          entry.id(),
          entry.channelAccountId(),
          entry.channel(),
          entry.raw().contentType(),
          entry.raw().size(),
          entry.raw().sha256(),
          entry.failure(),
          entry.receivedAt());
    }
  }

  /**
   * What another try came to.
   *
   * @param failure why it failed again; null if it was understood
   */
  public record ParseView(UUID id, boolean understood, @Nullable String failure) {}

  @GET
  public Page<FailedView> failed(
      @QueryParam("failed") @DefaultValue("true") boolean failed,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    if (!failed) {
      throw ApiException.invalid("failed", false, "only failed payloads are listed: send true");
    }
    List<String> place = CURSOR.keys(cursor, 2).orElse(List.of());
    Instant before = place.isEmpty() ? null : Instant.parse(place.getFirst());
    UUID id = place.isEmpty() ? null : UUID.fromString(place.getLast());
    List<FailedView> found =
        vault.failed(caller.tenant(), before, id, Cursor.limit(limit) + 1).stream()
            .map(FailedView::of)
            .toList();
    return Page.of(found, limit, last -> CURSOR.after(last.receivedAt(), last.id()));
  }

  /** Parses a payload again, after a fix. The message keeps its id, so this can be repeated. */
  @POST
  @Path("{id}/parse")
  public ParseView parse(@PathParam("id") UUID id) throws IOException {
    UUID tenant = caller.tenant();
    Vault.Entry entry =
        vault.find(tenant, id).orElseThrow(() -> ApiException.notFound("payload", id));
    ChannelAccount account =
        accounts
            .ofId(tenant, entry.channelAccountId())
            .orElseThrow(() -> ApiException.notFound("channel account", entry.channelAccountId()));
    Webhook webhook =
        webhooks.stream()
            .filter(candidate -> candidate.provider().equals(account.provider()))
            .findFirst()
            .orElseThrow(() -> ApiException.notFound("provider", account.provider()));
    Arrival arrival = new Arrival(entry.id(), entry.receivedAt(), entry.raw());
    return switch (webhook.parse(account, request(entry), arrival)) {
      case Parsed.Malformed malformed -> new ParseView(id, false, malformed.reason());
      case Parsed.Ignored _ -> understood(tenant, id);
      case Parsed.Happened happened -> {
        accept(envelopes.wrap(tenant, entry.receivedAt(), happened.event()));
        yield understood(tenant, id);
      }
    };
  }

  private ParseView understood(UUID tenant, UUID id) {
    vault.understood(tenant, id);
    return new ParseView(id, true, null);
  }

  private void accept(Envelope<?> envelope) {
    if (acceptor.accept(envelope).join() instanceof Acceptance.Refused refused) {
      throw new ApiException(ErrorCode.UNAVAILABLE, refused.reason())
          .retryAfter(refused.retryAfter());
    }
  }

  private WebhookRequest request(Vault.Entry entry) throws IOException {
    int question = entry.suffix().indexOf('?');
    String path = question < 0 ? entry.suffix() : entry.suffix().substring(0, question);
    Map<String, String> query = new HashMap<>();
    if (question >= 0) {
      for (String pair : entry.suffix().substring(question + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          query.putIfAbsent(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return new WebhookRequest(
        "",
        path,
        query,
        Map.of("content-type", entry.raw().contentType()),
        payloads.bytes(entry.raw()));
  }
}
