package io.threadline.conversation.details;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.core.FieldDefinition;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.setup.Item;
import io.threadline.conversation.setup.Kind;
import io.threadline.conversation.setup.Setup;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The custom fields that the tenant's tickets have. */
@Path("/api/ticket-fields")
@Tag(name = "ticket fields")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class TicketFieldResource {
  /** Custom fields as they are set up; always everybody's. */
  public static final Kind<FieldDefinition> FIELDS =
      new Kind<>("ticket-field", FieldDefinition.class, 100);

  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final int MAX_OPTIONS = 200;

  @Inject Setup setup;

  @GET
  @Operation(summary = "The custom fields")
  public Page<FieldView> list() {
    return setup.list(FIELDS, FieldView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One custom field; its ETag goes into If-Match of a change")
  public Response get(@PathParam("id") UUID id) {
    return setup.get(FIELDS, id, FieldView::of);
  }

  @POST
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "Adds a custom field",
      description = "type is text, number, boolean, date or choice; choice needs options.")
  public Response create(
      @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable FieldBody sent) {
    FieldDefinition field = Sent.body(sent).definition();
    return setup.create(FIELDS, key, true, field.key(), field, FieldView::of);
  }

  @PUT
  @Path("/{id}")
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "Replaces a custom field; needs If-Match. Values on tickets stay")
  public Response replace(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable FieldBody sent) {
    FieldDefinition field = Sent.body(sent).definition();
    return setup.replace(FIELDS, id, ifMatch, field.key(), field, FieldView::of);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "Removes a custom field; needs If-Match. Values on tickets stay")
  public Response remove(
      @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    return setup.remove(FIELDS, id, ifMatch);
  }

  /** A custom field as it is sent. */
  public record FieldBody(
      @Nullable String key,
      @Nullable String label,
      @Nullable String type,
      @Nullable List<String> options) {

    FieldDefinition definition() {
      String name = Sent.value("key", key, 40);
      if (!KEY.matcher(name).matches()) {
        throw ApiException.invalid("key", name, "send lower-case letters, digits and '_'");
      }
      String word = Sent.value("type", type, 20);
      FieldDefinition.Type kind =
          Words.parse(FieldDefinition.Type.class, word)
              .orElseThrow(() ->
                  ApiException.invalid(
                      "type", word, "send one of " + Words.all(FieldDefinition.Type.class)));
      List<String> choices = options == null ? List.of() : options;
      if (choices.isEmpty() == (kind == FieldDefinition.Type.CHOICE)
          || choices.size() > MAX_OPTIONS) {
        throw ApiException.invalid(
            "options", choices.size(), "a choice has 1 to 200 of them, other types have none");
      }
      choices.forEach(choice -> Sent.value("options", choice, 200));
      return new FieldDefinition(name, Sent.value("label", label, 100), kind, choices);
    }
  }

  /** A custom field as the API shows it. */
  public record FieldView(
      UUID id, String key, String label, String type, List<String> options, long version) {
    static FieldView of(Item<FieldDefinition> item) {
      FieldDefinition field = item.body();
      return new FieldView(
          item.id(),
          field.key(),
          field.label(),
          Words.of(field.type()),
          field.options(),
          item.version());
    }
  }
}
