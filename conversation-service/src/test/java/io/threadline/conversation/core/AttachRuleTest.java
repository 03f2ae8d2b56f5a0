package io.threadline.conversation.core;

import static io.threadline.conversation.core.Messages.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Priority;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.inbound.Keyword;
import io.threadline.contracts.inbound.MessageReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole rule as a table. Tickets are listed newest first, as {@code status} or {@code
 * status@age in hours since resolved}; {@code refers} is the number, from 1, of the ticket that the
 * message refers to.
 */
class AttachRuleTest {
  private static final AttachRule RULE = new AttachRule(Duration.ofHours(72));
  private static final Conversation THREAD =
      new Conversation(new UUID(1, 1), new UUID(1, 2), 0, null, null);

  @ParameterizedTest(name = "{0} message, tickets [{1}], refers to {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain     |                           | 0 | open NORMAL
          plain     | new                       | 0 | join 1
          plain     | open                      | 0 | join 1
          plain     | pending                   | 0 | wake 1
          plain     | on_hold                   | 0 | wake 1
          plain     | resolved@1                | 0 | reopen 1
          plain     | resolved@72               | 0 | reopen 1
          plain     | resolved@73               | 0 | open NORMAL
          plain     | closed                    | 0 | open NORMAL
          plain     | spam abandoned            | 0 | open NORMAL
          plain     | resolved@1 open           | 0 | join 2
          plain     | open pending              | 0 | join 1
          plain     | resolved@1 resolved@2     | 0 | reopen 1
          plain     | open pending              | 2 | wake 2
          plain     | open resolved@2           | 2 | reopen 2
          plain     | open resolved@99          | 2 | join 1
          plain     | open closed               | 2 | join 1
          plain     | closed                    | 1 | open NORMAL
          help      |                           | 0 | open NORMAL
          stop      |                           | 0 | aside
          stop      | open                      | 0 | join 1
          stop      | pending                   | 0 | join 1
          stop      | resolved@1                | 0 | aside
          start     |                           | 0 | aside
          automatic |                           | 0 | open LOW
          automatic | new                       | 0 | join 1
          automatic | pending                   | 0 | join 1
          automatic | resolved@1                | 0 | join 1
          automatic | resolved@73               | 0 | open LOW
          """)
  void decides(String kind, String ticketList, int refers, String expected) {
    List<Ticket> tickets = tickets(ticketList);
    Set<UUID> referred = refers == 0 ? Set.of() : Set.of(tickets.get(refers - 1).id());
    assertThat(words(RULE.decide(message(kind), tickets, referred), tickets)).isEqualTo(expected);
  }

  private static MessageReceived message(String kind) {
    Keyword keyword =
        switch (kind) {
          case "stop" -> Keyword.STOP;
          case "start" -> Keyword.START;
          case "help" -> Keyword.HELP;
          default -> null;
        };
    return Messages.full(
        Channel.SMS, "+37411123456", "p1", kind, keyword, kind.equals("automatic"), List.of(), T0);
  }

  private static List<Ticket> tickets(String list) {
    List<Ticket> tickets = new ArrayList<>();
    if (list == null) {
      return tickets;
    }
    for (String text : Arrays.asList(list.split(" ", -1))) {
      String[] parts = text.split("@", -1);
      tickets.add(ticket(tickets.size() + 1, parts));
    }
    return tickets;
  }

  private static Ticket ticket(int number, String[] parts) {
    Ticket open =
        Ticket.opened(
            new UUID(9, number),
            THREAD,
            Priority.NORMAL,
            new Ticket.Origin(Channel.SMS, Messages.ACCOUNT),
            T0.minus(Duration.ofDays(30)));
    TicketStatus status = Words.stored(TicketStatus.class, parts[0]);
    if (status != TicketStatus.RESOLVED) {
      return open.with(status);
    }
    Instant resolvedAt = T0.minus(Duration.ofHours(Long.parseLong(parts[1])));
    return open.resolved("agent1", resolvedAt);
  }

  private static String words(Attach attach, List<Ticket> tickets) {
    return switch (attach) {
      case Attach.Join(Ticket ticket, boolean wakes) ->
          (wakes ? "wake " : "join ") + (tickets.indexOf(ticket) + 1);
      case Attach.Reopen(Ticket ticket) -> "reopen " + (tickets.indexOf(ticket) + 1);
      case Attach.Open(var priority) -> "open " + priority;
      case Attach.Aside() -> "aside";
    };
  }
}
