package io.threadline.conversation.ticket;

import io.threadline.contracts.Priority;
import io.threadline.contracts.TicketStatus;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.core.Details;
import io.threadline.conversation.core.Words;
import io.threadline.platform.problem.ApiException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets a list shows, as a client asks for it; also what a saved view holds.
 *
 * @param status one status or several, separated by commas
 * @param priority one or several, separated by commas
 * @param assignee a login name, {@code me} for the caller, {@code none} for tickets of nobody
 * @param customer the customer's id
 * @param tag one or several, separated by commas: all of them
 * @param complaint true for complaints only
 * @param participant a login name, or {@code me}
 * @param field a custom field and its value, as {@code plan=gold}
 * @param snoozed true for those out of sight only, false for the others
 * @param sort newest, oldest, priority, due or follow_up
 */
public record TicketFilter(
    @Nullable String status,
    @Nullable String priority,
    @Nullable String assignee,
    @Nullable String customer,
    @Nullable String queue,
    @Nullable String channel,
    @Nullable String tag,
    @Nullable String category,
    @Nullable Boolean complaint,
    @Nullable String participant,
    @Nullable String field,
    @Nullable Boolean snoozed,
    @Nullable String sort) {

  /** Every ticket, newest first. */
  public static final TicketFilter ALL =
      new TicketFilter(
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** The tickets of a customer, newest first. */
  public static TicketFilter ofCustomer(UUID customer) {
    return new TicketFilter(
        null,
        null,
        null,
        customer.toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The first of its tickets, as an agent sees them. */
  public List<TicketView> list(Connection connection, String agent, int limit) throws SQLException {
    return query(agent).list(connection, agent, List.of(), limit).stream()
        .map(TicketQuery.Placed::ticket)
        .toList();
  }

  static final List<String> UNSOLVED =
      Arrays.stream(TicketStatus.values()).filter(TicketStatus::unsolved).map(Words::of).toList();

  /** This, with what it leaves open taken from another one. */
  public TicketFilter over(TicketFilter view) {
    return new TicketFilter(
        either(status, view.status),
        either(priority, view.priority),
        either(assignee, view.assignee),
        either(customer, view.customer),
        either(queue, view.queue),
        either(channel, view.channel),
        either(tag, view.tag),
        either(category, view.category),
        either(complaint, view.complaint),
        either(participant, view.participant),
        either(field, view.field),
        either(snoozed, view.snoozed),
        either(sort, view.sort));
  }

  private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }

  /**
   * The query that this asks for.
   *
   * @param me the caller's login name
   * @throws ApiException if a value is not valid
   */
  TicketQuery query(String me) {
    TicketSort order = TicketSort.parse(sort);
    String holder = "me".equals(assignee) ? me : optional("assignee", assignee);
    UUID ofCustomer = customer == null || customer.isEmpty() ? null : Sent.id("customer", customer);
    List<String> statuses = words("status", status, TicketStatus.class);
    boolean few = holder != null && !holder.equals("none") || ofCustomer != null;
    if (order.sorts() && !few && statuses.isEmpty()) {
      statuses = UNSOLVED;
    }
    if (order.sorts() && !few && !UNSOLVED.containsAll(statuses)) {
      throw ApiException.invalid(
          "sort", sort, "it takes unsolved tickets, or those of one assignee or customer");
    }
    return new TicketQuery(
        statuses,
        words("priority", priority, Priority.class),
        holder,
        ofCustomer,
        optional("queue", queue),
        optional("channel", channel),
        terms(me),
        snoozed,
        order);
  }

  private List<String> terms(String me) {
    List<String> terms = new ArrayList<>();
    parts(tag).forEach(part -> terms.add("tag:" + Sent.value("tag", part, 64)));
    String about = optional("category", category);
    if (about != null) {
      terms.add("category:" + about);
    }
    String follower = "me".equals(participant) ? me : optional("participant", participant);
    if (follower != null) {
      terms.add("participant:" + follower);
    }
    if (Boolean.TRUE.equals(complaint)) {
      terms.add("complaint");
    }
    String custom = optional("field", field);
    if (custom != null) {
      int equals = custom.indexOf('=');
      if (equals < 1) {
        throw ApiException.invalid("field", custom, "send key=value");
      }
      terms.add(Details.fieldTerm(custom.substring(0, equals), custom.substring(equals + 1)));
    }
    return terms;
  }

  private static @Nullable String optional(String field, @Nullable String value) {
    return value == null || value.isEmpty() ? null : Sent.value(field, value, 200);
  }

  private static List<String> parts(@Nullable String list) {
    return list == null || list.isBlank()
        ? List.of()
        : Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  private static <E extends Enum<E>> List<String> words(
      String name, @Nullable String list, Class<E> type) {
    return parts(list).stream()
        .map(word ->
            Words.parse(type, word)
                .map(Words::of)
                .orElseThrow(
                    () -> ApiException.invalid(name, word, "send one of " + Words.all(type))))
        .distinct()
        .toList();
  }
}
