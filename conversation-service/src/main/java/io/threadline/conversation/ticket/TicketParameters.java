package io.threadline.conversation.ticket;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query string of the list of tickets. */
public class TicketParameters {
  @Parameter(description = "one or several statuses, separated by commas")
  @QueryParam("status")
  public @Nullable String status;

  @Parameter(description = "one or several, separated by commas")
  @QueryParam("priority")
  public @Nullable String priority;

  @Parameter(description = "a login name; me is the caller, none is nobody")
  @QueryParam("assignee")
  public @Nullable String assignee;

  @Parameter(description = "the customer's id")
  @QueryParam("customer")
  public @Nullable String customer;

  @QueryParam("queue")
  public @Nullable String queue;

  @QueryParam("channel")
  public @Nullable String channel;

  @Parameter(description = "one or several, separated by commas: all of them")
  @QueryParam("tag")
  public @Nullable String tag;

  @QueryParam("category")
  public @Nullable String category;

  @Parameter(description = "true for complaints only")
  @QueryParam("complaint")
  public @Nullable Boolean complaint;

  @Parameter(description = "a login name; me is the caller")
  @QueryParam("participant")
  public @Nullable String participant;

  @Parameter(description = "key=value of a custom field")
  @QueryParam("field")
  public @Nullable String field;

  @Parameter(description = "true for those out of sight only, false for the others")
  @QueryParam("snoozed")
  public @Nullable Boolean snoozed;

  @Parameter(description = "newest, oldest, priority, due or follow_up")
  @QueryParam("sort")
  public @Nullable String sort;

  @Parameter(description = "a saved view, whose filters hold where the query leaves them open")
  @QueryParam("view")
  public @Nullable String view;

  @QueryParam("cursor")
  public @Nullable String cursor;

  @QueryParam("limit")
  @DefaultValue("50")
  public int limit;

  TicketFilter filter() {
    return new TicketFilter(
        status,
        priority,
        assignee,
        customer,
        queue,
        channel,
        tag,
        category,
        complaint,
        participant,
        field,
        snoozed,
        sort);
  }
}
