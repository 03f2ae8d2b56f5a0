package io.threadline.conversation.attachment;

import io.threadline.conversation.core.attachment.FileName;
import io.threadline.conversation.core.attachment.Link;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of files, for whoever has a link. Pictures and sound are shown in place, everything
 * else is saved; nothing runs: the type is ours and not to be guessed, and the page is sandboxed.
 */
@Path("/api/attachments/content/{link}")
@Tag(name = "attachments")
@PermitAll
public class AttachmentContentResource {
  /** What browsers show without running anything in it; SVG is not among them. */
  private static final Set<String> SHOWN =
      Set.of(
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "audio/mpeg",
          "audio/ogg",
          "audio/mp4",
          "video/mp4",
          "video/webm");

  private static final String ANY = "application/octet-stream";

  @Inject Attachments attachments;
  @Inject AttachmentConfig config;
  @Inject Blobs blobs;
  @Inject Transactions transactions;

  @GET
  @Operation(summary = "The bytes of a file; the link says which, and until when")
  public Response read(
      @PathParam("link") String text, @HeaderParam(HttpHeaders.HOST) @Nullable String host) {
    Link link =
        attachments
            .link(text)
            .filter(_ -> isOurOrigin(host))
            .orElseThrow(() -> ApiException.notFound("file under this link", "…"));
    StoredFile file =
        transactions.inTenant(
            link.tenant(), connection -> StoredFile.find(connection, link.file()));
    boolean shown = SHOWN.contains(file.contentType());
    return Response.ok(open(link, file), shown ? file.contentType() : ANY)
        .header(HttpHeaders.CONTENT_LENGTH, file.size())
        .header(HttpHeaders.CONTENT_DISPOSITION, FileName.disposition(shown, file.fileName()))
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "cross-origin")
        .header(HttpHeaders.CACHE_CONTROL, "private, max-age=600")
        .build();
  }

  private boolean isOurOrigin(@Nullable String host) {
    return config.origin().isEmpty()
        || URI.create(config.origin().get()).getAuthority().equalsIgnoreCase(host);
  }

  private InputStream open(Link link, StoredFile file) {
    try {
      return blobs.get(StoredFile.key(link.tenant(), file.id()));
    } catch (IOException e) {
      throw new ApiException(ErrorCode.UNAVAILABLE, "the file cannot be read right now");
    }
  }
}
