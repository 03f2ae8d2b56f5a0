package io.threadline.conversation.identity;

import static io.threadline.conversation.core.Messages.T0;
import static io.threadline.conversation.core.Messages.message;
import static io.threadline.conversation.testkit.ConversationDatabase.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadline.contracts.Channel;
import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.platform.problem.ApiException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two threads become one and two again, in the rows themselves. */
class MergeTest {
  private static final String ANN = "+37411000001";
  private static final String MAIL = "ann@example.com";

  /** Everything that people see of threads, tickets and addresses. */
  private static final String SEEN =
      """
      SELECT 'message', m.conversation_id, seq, m.text, ticket_id, '' FROM message m
      UNION ALL
      SELECT 'ticket', conversation_id, 0, status, id, customer_id::text FROM ticket
      UNION ALL
      SELECT 'address', NULL, 0, address, customer_id, channels::text FROM identity
      UNION ALL
      SELECT 'thread', id, last_seq, concat(last_inbound_seq, last_inbound_address, last_agent), NULL, ''
      FROM conversation
      UNION ALL
      SELECT 'customer', id, 0, display_name, merged_into, '' FROM customer
      ORDER BY 1, 2, 3, 4, 5
      """;

  private final People people = new People();

  @BeforeEach
  void empty() {
    ConversationDatabase.empty();
  }

  private void annWritesOnTwoChannels() {
    people.receive(
        List.of(
            message(Channel.SMS, ANN, "one", T0),
            message(Channel.EMAIL, MAIL, "two", T0.plusSeconds(1)),
            message(Channel.SMS, ANN, "three", T0.plusSeconds(2))));
    UUID first = people.tickets().getFirst();
    people.write(first, "four", false, T0.plusSeconds(3));
  }

  private static List<String> thread(UUID customer) {
    return rows(
        "SELECT seq, text FROM message JOIN conversation c ON c.id = conversation_id"
            + " WHERE c.customer_id = '"
            + customer
            + "' ORDER BY seq");
  }

  @Test
  void aMergedThreadIsInTheOrderOfAcceptanceAndAnUnmergeRestoresEverything() {
    annWritesOnTwoChannels();
    UUID phone = people.customerOf(ANN);
    UUID mail = people.customerOf(MAIL);
    List<String> before = rows(SEEN);

    MergeView merge = people.merge(phone, mail);
    assertThat(thread(phone)).containsExactly("1|one", "2|two", "3|three", "4|four");
    assertThat(rows("SELECT DISTINCT customer_id FROM ticket")).containsExactly(phone.toString());
    assertThat(rows("SELECT DISTINCT customer_id FROM identity")).containsExactly(phone.toString());
    assertThat(rows("SELECT last_seq, last_agent FROM conversation WHERE last_seq > 0"))
        .containsExactly("4|agent1");

    MergeView undone = people.unmerge(merge);
    assertThat(undone.unmergedBy()).isEqualTo("agent2");
    assertThat(rows(SEEN)).isEqualTo(before);
    assertThat(people.unmerge(merge)).isEqualTo(undone);
    assertThat(rows("SELECT type FROM outbox WHERE type LIKE '%merged%' ORDER BY position"))
        .containsExactly(
            "io.threadline.customers-merged.v1", "io.threadline.customers-unmerged.v1");
    assertThat(rows("SELECT actor, action FROM audit_entry ORDER BY number"))
        .containsExactly("agent1|customers-merged", "agent2|customers-unmerged");
    assertThat(rows("SELECT text FROM audit_note")).containsExactly("same person");
  }

  @Test
  void whatComesInBetweenGoesToWhomItsAddressBelongs() {
    annWritesOnTwoChannels();
    UUID phone = people.customerOf(ANN);
    UUID mail = people.customerOf(MAIL);
    MergeView merge = people.merge(phone, mail);
    people.receive(
        List.of(
            message(Channel.EMAIL, MAIL, "five", T0.plusSeconds(5)),
            message(Channel.WHATSAPP, ANN, "six", T0.plusSeconds(6))));
    people.write(people.tickets().getFirst(), "seven", true, T0.plusSeconds(7));
    assertThat(thread(phone)).hasSize(7).endsWith("5|five", "6|six", "7|seven");

    people.unmerge(merge);
    assertThat(thread(phone)).containsExactly("1|one", "2|three", "3|four", "4|six", "5|seven");
    assertThat(thread(mail)).containsExactly("1|two", "2|five");
    assertThat(strayMessages()).containsExactly("0");
  }

  /** Messages on a ticket of another thread. */
  private static List<String> strayMessages() {
    return rows(
        "SELECT count(*) FROM message m JOIN ticket t ON t.id = m.ticket_id WHERE t.conversation_id"
            + " <> m.conversation_id OR t.customer_id <> (SELECT customer_id FROM conversation c"
            + " WHERE c.id = m.conversation_id)");
  }

  @Test
  void whoeverWouldWaitForNobodyAfterAnUnmergeGetsATicket() {
    annWritesOnTwoChannels();
    UUID phone = people.customerOf(ANN);
    UUID mail = people.customerOf(MAIL);
    UUID mailTicket =
        UUID.fromString(
            rows("SELECT id FROM ticket WHERE customer_id = '" + mail + "'").getFirst());
    people.change(mailTicket, ticket -> ticket.resolved("agent1", T0.minusSeconds(1_000_000)));
    MergeView merge = people.merge(phone, mail);
    people.receive(List.of(message(Channel.EMAIL, MAIL, "anew", T0.plusSeconds(5))));

    people.unmerge(merge);
    assertThat(rows("SELECT status FROM ticket WHERE customer_id = '" + mail + "' ORDER BY id"))
        .containsExactly("resolved", "new");
    assertThat(rows("SELECT type FROM outbox ORDER BY position DESC LIMIT 2"))
        .containsExactly("io.threadline.agent-requested.v1", "io.threadline.ticket-opened.v1");
    assertThat(strayMessages()).containsExactly("0");
  }

  @Test
  void aChainOfMergesComesApartInAnyOrder() {
    annWritesOnTwoChannels();
    people.receive(List.of(message(Channel.SMS, "+37411000009", "zero", T0.minusSeconds(5))));
    List<String> before = rows(SEEN);
    UUID phone = people.customerOf(ANN);
    UUID mail = people.customerOf(MAIL);
    UUID third = people.customerOf("+37411000009");
    MergeView inner = people.merge(mail, phone);
    MergeView outer = people.merge(third, mail);
    assertThat(thread(third)).containsExactly("1|zero", "2|one", "3|two", "4|three", "5|four");

    people.unmerge(inner);
    assertThat(thread(third)).containsExactly("1|zero", "2|two");
    assertThat(thread(phone)).containsExactly("1|one", "2|three", "3|four");
    people.unmerge(outer);
    assertThat(rows(SEEN)).isEqualTo(before);
  }

  @Test
  void whatAgentsHaveReadBegunAndBeenNamedInGoesAlong() {
    annWritesOnTwoChannels();
    UUID phone = people.customerOf(ANN);
    UUID mail = people.customerOf(MAIL);
    String thread = "(SELECT id FROM conversation WHERE customer_id = '%s')";
    rows(
        ("INSERT INTO read_state SELECT '"
                + People.TENANT
                + "', agent, "
                + thread
                + ", seq, now() FROM (VALUES ('agent1', 3), ('agent2', 2)) AS r(agent, seq)"
                + " RETURNING seq")
            .formatted(phone));
    rows(
        ("INSERT INTO mention SELECT '"
                + People.TENANT
                + "', 'agent2', id, conversation_id,"
                + " ticket_id, seq, 'agent1', text, now() FROM message WHERE conversation_id = "
                + thread
                + " RETURNING seq")
            .formatted(mail));
    rows(
        ("INSERT INTO draft SELECT '"
                + People.TENANT
                + "', 'agent1', "
                + thread
                + ", NULL, false, NULL, 'Dear Ann', 1, now() RETURNING agent")
            .formatted(mail));
    String have =
        "SELECT 'read', agent, conversation_id, seq FROM read_state UNION ALL"
            + " SELECT 'mention', agent, conversation_id, seq FROM mention UNION ALL"
            + " SELECT 'draft', agent, conversation_id, 0 FROM draft ORDER BY 1, 2, 3, 4";
    List<String> before = rows(have);

    MergeView merge = people.merge(phone, mail);
    assertThat(rows("SELECT agent, seq FROM read_state ORDER BY 1"))
        .as("up to the first message of the other thread, which they have not seen")
        .containsExactly("agent1|1", "agent2|1");
    assertThat(rows("SELECT m.seq, text FROM mention JOIN message m USING (conversation_id, seq)"))
        .containsExactly("2|two");
    people.unmerge(merge);
    assertThat(rows(have))
        .as("the draft named no ticket, so it stays where it is shown")
        .filteredOn(row -> !row.startsWith("draft"))
        .containsExactlyElementsOf(
            before.stream().filter(row -> !row.startsWith("draft")).toList());
  }

  @Test
  void whoIsMergedAlreadyIsRefusedAndTheSurvivorIsNamed() {
    annWritesOnTwoChannels();
    UUID phone = people.customerOf(ANN);
    UUID mail = people.customerOf(MAIL);
    people.merge(phone, mail);
    assertThatThrownBy(() -> people.merge(mail, phone))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("has been merged into " + phone);
    assertThatThrownBy(() -> people.merge(phone, phone)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> people.merge(phone, UUID.randomUUID()))
        .hasMessageContaining("there is no customer");
  }
}
