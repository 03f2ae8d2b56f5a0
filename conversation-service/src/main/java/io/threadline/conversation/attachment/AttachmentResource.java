package io.threadline.conversation.attachment;

import io.threadline.conversation.api.Sent;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Files that agents send, and links to them. */
@Path("/api/attachments")
@Tag(name = "attachments")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class AttachmentResource {
  private static final int CREATED = 201;

  @Inject Attachments attachments;
  @Inject AttachmentConfig config;
  @Inject Transactions transactions;
  @Inject Caller caller;

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Takes a file: the body is its bytes",
      description =
          "Its type is what the bytes say, whatever Content-Type claims. Name its id in "
              + "attachments of a reply. 413 above the cap, 422 if the scanner finds something.")
  public Response take(
      @QueryParam("fileName") @Nullable String fileName,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @DefaultValue("application/octet-stream") String type,
      @Nullable InputStream body) {
    if (body == null) {
      throw new ApiException(ErrorCode.MALFORMED_BODY, "the body is empty: send the file's bytes");
    }
    String name = Sent.value("fileName", fileName, 500);
    StoredFile file = attachments.take(body, Sent.value("Content-Type", type, 200), name);
    return Response.status(CREATED).entity(view(file)).build();
  }

  @GET
  @Path("/{id}")
  @Operation(
      summary = "A file, and a link that reads it for a quarter of an hour",
      description = "The link is on another origin where one is configured, and needs no token.")
  public AttachmentView get(@PathParam("id") UUID id) {
    return view(
        transactions.inTenant(caller.tenant(), connection -> StoredFile.find(connection, id)));
  }

  private AttachmentView view(StoredFile file) {
    return new AttachmentView(
        file.id(),
        file.fileName(),
        file.contentType(),
        file.size(),
        file.sha256(),
        file.scanned(),
        file.uploadedBy(),
        file.uploadedAt(),
        attachments.url(caller.tenant(), file, config.linkTtl()));
  }

  /**
   * A file as the API shows it.
   *
   * @param contentType what its bytes say it is
   * @param scanned false where no scanner is configured
   * @param url reads it for a while, without a token
   */
  public record AttachmentView(
      UUID id,
      String fileName,
      String contentType,
      long size,
      String sha256,
      boolean scanned,
      String uploadedBy,
      Instant uploadedAt,
      String url) {}
}
