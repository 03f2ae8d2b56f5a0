package io.threadline.conversation.canned;

import io.threadline.conversation.core.Template;
import io.threadline.conversation.ticket.TicketView;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of a text stand for: {@code customer.name}, {@code customer.firstName}, {@code
 * agent.name}, {@code ticket.id}, {@code ticket.queue}, {@code ticket.category}, {@code
 * ticket.channel}, {@code field.KEY} for custom fields, and whatever the agent fills in.
 */
public final class Variables {
  private static final int MOST = 50;

  private Variables() {}

  /** The values for a ticket, the agent's own on top. */
  public static Map<String, String> of(
      TicketView ticket, String agent, @Nullable Map<String, String> own) {
    Map<String, String> values = new HashMap<>();
    String name = name(ticket.customerName());
    values.put("customer.name", name);
    values.put("customer.firstName", name.split("\\s+", 2)[0]);
    values.put("agent.name", agent);
    values.put("ticket.id", ticket.id().toString());
    values.put("ticket.channel", ticket.channel());
    put(values, "ticket.queue", ticket.queue());
    put(values, "ticket.category", ticket.category());
    ticket.fields().forEach((key, value) -> values.put("field." + key, value.toString()));
    if (own != null) {
      if (own.size() > MOST) {
        throw ApiException.invalid("values", own.size(), "send at most " + MOST);
      }
      values.putAll(own);
    }
    return values;
  }

  /** An address is not how people are spoken to. */
  private static String name(@Nullable String shown) {
    return shown == null || shown.contains("@") || shown.startsWith("+") ? "" : shown.strip();
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  /**
   * Refuses a text that still has variables: nobody wants to read {@code Dear {{customer.name}}}.
   *
   * @throws ApiException naming them
   */
  public static void requireNone(String text) {
    List<String> left = Template.leftIn(text);
    if (!left.isEmpty()) {
      throw new ApiException(
              ErrorCode.EMPTY_VARIABLE,
              "the text still has the variables "
                  + String.join(", ", left)
                  + ": fill them in, or send asIs=true if they are meant")
          .with("variables", left);
    }
  }
}
