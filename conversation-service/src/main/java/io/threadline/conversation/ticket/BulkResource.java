package io.threadline.conversation.ticket;

import io.threadline.conversation.api.Sent;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One change to many tickets. */
@Path("/api/tickets/bulk")
@Tag(name = "tickets")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class BulkResource {
  /** How many tickets one request changes. */
  public static final int MOST = 100;

  private static final int OK = 200;

  @Inject TicketChanges changes;

  @POST
  @Operation(
      summary = "Changes up to 100 tickets",
      description =
          "Each in a transaction of its own, so some may be changed and others refused: the answer "
              + "has a status for each. resolve=true resolves them after the change.")
  public Results change(@Nullable Bulk sent) {
    Bulk bulk = Sent.body(sent);
    List<UUID> ids = bulk.ids() == null ? List.of() : bulk.ids().stream().distinct().toList();
    if (ids.isEmpty() || ids.size() > MOST) {
      throw ApiException.invalid("ids", ids.size(), "send 1 to " + MOST + " tickets");
    }
    boolean resolve = Boolean.TRUE.equals(bulk.resolve());
    TicketPatch patch = bulk.change();
    if (!resolve && (patch == null || patch.isEmpty())) {
      throw ApiException.invalid("change", patch, "send a change, or resolve=true");
    }
    return new Results(ids.stream().map(id -> one(id, patch, resolve)).toList());
  }

  private Result one(UUID id, @Nullable TicketPatch patch, boolean resolve) {
    try {
      if (patch != null && !patch.isEmpty()) {
        changes.patch(id, "*", patch);
      }
      if (resolve) {
        changes.resolve(id);
      }
      return new Result(id, OK, null, null);
    } catch (ApiException e) {
      return new Result(id, e.code().category().status(), e.code().slug(), e.getMessage());
    }
  }

  /** What to change of which tickets. */
  public record Bulk(
      @Nullable List<UUID> ids, @Nullable TicketPatch change, @Nullable Boolean resolve) {}

  /** What became of each. */
  public record Results(List<Result> items) {}

  /**
   * What became of one ticket.
   *
   * @param status as the HTTP status of a single change
   * @param code of the problem; null if it was changed
   * @param detail of the problem; null if it was changed
   */
  public record Result(UUID id, int status, @Nullable String code, @Nullable String detail) {}
}
