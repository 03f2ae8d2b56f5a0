package io.threadline.conversation.attribute;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.platform.version.EntityVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is known of a customer: language, country, tier, whatever the tenant's rules ask about. */
@Path("/api/customers/{id}/attributes")
@Tag(name = "customers")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
public class AttributeResource {
  private static final int MAX_ATTRIBUTES = 30;
  private static final int MAX_VALUE = 300;

  /** So that a rule can write {@code customer.tier}. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9_]{0,62}");

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  /** Known without being told. */
  private static final String RETURNING = "returning";

  @Inject Transactions transactions;
  @Inject Caller caller;

  /** Values by name. */
  public record AttributesBody(@Nullable Map<String, String> attributes) {}

  /** Values by name, with the version that is the ETag too. */
  public record AttributesView(
      UUID customerId, SortedMap<String, String> attributes, long version) {}

  @GET
  @Operation(summary = "What is known of a customer; the ETag goes into If-Match of a change")
  public Response get(@PathParam("id") UUID id) {
    return transactions.inTenant(
        caller.tenant(),
        connection -> {
          UUID holder = holder(connection, id);
          return respond(holder, AttributeStore.of(connection, holder));
        });
  }

  @PUT
  @Operation(
      summary = "Replaces what is known of a customer; needs If-Match, \"0\" for the first time",
      description =
          "Triage rules ask for it as customer.tier; it counts from the next ticket on. language (ISO"
              + " 639) is assumed where a text does not tell its own, country (ISO 3166) is that of"
              + " the phone number where it is not given.")
  public Response put(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable AttributesBody sent) {
    SortedMap<String, String> values = checked(Sent.body(sent).attributes());
    return transactions.inTenant(
        caller.tenant(),
        connection -> {
          UUID holder = holder(connection, id);
          Attributes before = AttributeStore.of(connection, holder);
          EntityVersion.require(ifMatch, before.version());
          Attributes after = new Attributes(values, before.version() + 1);
          if (!AttributeStore.save(connection, holder, after)) {
            throw new ApiException(
                ErrorCode.STALE_VERSION, "somebody has just changed them: read them again");
          }
          return respond(holder, after);
        });
  }

  private static SortedMap<String, String> checked(@Nullable Map<String, String> sent) {
    SortedMap<String, String> values = new TreeMap<>();
    if (sent == null) {
      throw ApiException.invalid("attributes", null, "send an object of texts by name");
    }
    if (sent.size() > MAX_ATTRIBUTES) {
      throw ApiException.invalid(
          "attributes", sent.size() + " of them", "send at most " + MAX_ATTRIBUTES);
    }
    sent.forEach((name, value) -> values.put(name(name), value(name, value)));
    return values;
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches() || name.equals(RETURNING)) {
      throw ApiException.invalid(
          "attributes",
          Sent.value("attributes", name, MAX_VALUE),
          "begin a name with a small letter, go on with up to 62 letters, digits or '_';"
              + " 'returning' is taken");
    }
    return name;
  }

  private static String value(String name, @Nullable String value) {
    String field = "attributes." + name;
    String text = Sent.value(field, value, MAX_VALUE);
    if (name.equals(Attributes.LANGUAGE) && !LANGUAGE.matcher(text).matches()) {
      throw ApiException.invalid(field, text, "use an ISO 639 code as 'hy'");
    }
    if (name.equals(Attributes.COUNTRY) && !COUNTRY.matcher(text).matches()) {
      throw ApiException.invalid(field, text, "use an ISO 3166 code as 'AM'");
    }
    return text;
  }

  /** The customer, or whom that one was merged into. */
  private static UUID holder(Connection connection, UUID id) throws SQLException {
    return ThreadReader.of(connection, id)
        .orElseThrow(() -> ApiException.notFound("customer", id))
        .customerId();
  }

  private static Response respond(UUID customer, Attributes known) {
    return Response.ok(new AttributesView(customer, known.values(), known.version()))
        .header(HttpHeaders.ETAG, EntityVersion.tag(known.version()))
        .build();
  }
}
