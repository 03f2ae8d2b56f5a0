package io.threadline.routing.api;

import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.security.Role;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.state.CalendarDefinition;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Business hours that queues and agents refer to. */
@Path("/api/routing/calendars")
@Tag(name = "calendars")
public class CalendarResource {
  private static final String KIND = "calendar";

  private final Commands commands;
  private final Reading reading;

  CalendarResource(Commands commands, Reading reading) {
    this.commands = commands;
    this.reading = reading;
  }

  @GET
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(summary = "The calendars by name")
  public Page<CalendarBody> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Cursor pages = new Cursor("calendars");
    String after = pages.keys(cursor, 1).map(List::getFirst).orElse("");
    List<CalendarBody> rows =
        reading.definitions(KIND, CalendarDefinition.class, after, Cursor.limit(limit) + 1).stream()
            .map(CalendarBody::of)
            .toList();
    return Page.of(rows, limit, calendar -> pages.after(String.valueOf(calendar.name())));
  }

  @GET
  @Path("/{name}")
  @RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "A calendar with its holidays as dates; the ETag goes into If-Match of a change")
  public RestResponse<CalendarBody> get(@PathParam("name") String name) {
    CalendarDefinition calendar = reading.definition(KIND, name, CalendarDefinition.class);
    return Reading.tagged(CalendarBody.of(calendar), calendar.version());
  }

  @PUT
  @Path("/{name}")
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "Defines a calendar, or changes one",
      description =
          "The holidays of this year and the next two are looked up, and those of later years two years ahead. A new one needs no If-Match; a change needs the ETag of what it was made from, or * for"
              + " whatever is there. 412 if somebody has changed it since.")
  public Response put(
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Nullable CalendarBody body) {
    CalendarBody given = body == null ? CalendarBody.empty() : body;
    CalendarDefinition calendar = given.definition(name, LocalDate.now());
    return commands.save(
        new Input.CalendarDefined(calendar, Commands.from(ifMatch)),
        given,
        () -> CalendarBody.of(calendar));
  }
}
