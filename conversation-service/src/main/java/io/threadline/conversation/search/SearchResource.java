package io.threadline.conversation.search;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.core.search.Excerpt;
import io.threadline.conversation.core.search.SearchWords;
import io.threadline.conversation.customer.CustomerReader;
import io.threadline.conversation.customer.CustomerView;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.search.MessageSearch.Found;
import io.threadline.conversation.ticket.TicketView;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Search over everything that the caller may see. */
@Path("/api/search")
@Tag(name = "search")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class SearchResource {
  private static final int MAX_QUERY = 200;
  private static final int CUSTOMERS = 10;
  private static final int TICKETS = 10;

  private static final String TICKETS_BY_TERM =
      "SELECT ticket_id FROM ticket_term WHERE term = ANY (?::text[]) ORDER BY ticket_id DESC LIMIT ?";

  @Inject Transactions transactions;
  @Inject Caller caller;

  @GET
  @Operation(
      summary = "Messages, customers and tickets that have all the words of q",
      description =
          "Words are found in any form that their language's stemmer knows, and by their beginning; "
              + "when nothing is found, words that look like them are searched (corrected is true "
              + "then). Messages come newest first and continue with nextCursor; customers are found "
              + "by name or address, tickets by tag, category, id, or their messages. New messages "
              + "are found within seconds.")
  public SearchResults search(
      @QueryParam("q") @Nullable String q,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("20") int limit) {
    String text = Sent.value("q", q, MAX_QUERY);
    Cursor place = new Cursor("search/" + text);
    long before =
        place.keys(cursor, 1).map(keys -> Long.parseLong(keys.getFirst())).orElse(Long.MAX_VALUE);
    int size = Cursor.limit(limit);
    return transactions.inTenant(
        caller.tenant(), connection -> search(connection, text, place, before, size));
  }

  private SearchResults search(
      Connection connection, String text, Cursor place, long before, int size) throws SQLException {
    List<String> words = SearchWords.of(text);
    if (words.isEmpty()) {
      return new SearchResults(List.of(), null, List.of(), List.of(), false);
    }
    boolean first = before == Long.MAX_VALUE;
    List<Found> found = MessageSearch.forWords(connection, words).newest(before, size + 1);
    boolean corrected = false;
    if (found.isEmpty() && first) {
      MessageSearch like = MessageSearch.forWordsLike(connection, words);
      if (like != null) {
        found = like.newest(before, size);
        corrected = !found.isEmpty();
      }
    }
    Page<Found> page = Page.of(found, size, one -> place.after(one.n()));
    return new SearchResults(
        page.items().stream().map(Found::hit).toList(),
        page.nextCursor(),
        first ? customers(connection, text, words) : List.of(),
        first ? tickets(connection, text, words, page.items()) : List.of(),
        corrected);
  }

  private static List<CustomerView> customers(
      Connection connection, String text, List<String> words) throws SQLException {
    List<String> patterns =
        words.stream()
            .map(word ->
                "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
            .toList();
    List<UUID> ids =
        Sql.list(
            connection,
            "SELECT search_customers(?, ?, ?) AS id",
            row -> row.getObject("id", UUID.class),
            text.strip().toLowerCase(Locale.ROOT),
            patterns,
            CUSTOMERS);
    Map<UUID, CustomerView> views =
        CustomerReader.byIds(connection, ids).stream()
            .collect(Collectors.toMap(CustomerView::id, Function.identity()));
    return ids.stream().filter(views::containsKey).map(views::get).toList();
  }

  private List<TicketView> tickets(
      Connection connection, String text, List<String> words, List<Found> found)
      throws SQLException {
    Set<UUID> ids = new LinkedHashSet<>();
    String typed = text.strip();
    if (typed.length() == 36 && typed.matches("[0-9a-fA-F-]{36}")) {
      ids.add(Sent.id("q", typed));
    }
    List<String> terms = new ArrayList<>();
    for (String word : words) {
      terms.add("tag:" + word);
    }
    terms.add("tag:" + typed.toLowerCase(Locale.ROOT));
    terms.add("category:" + typed);
    ids.addAll(
        Sql.list(
            connection,
            TICKETS_BY_TERM,
            row -> row.getObject("ticket_id", UUID.class),
            terms,
            TICKETS));
    ids.addAll(MessageSearch.tickets(found));
    List<UUID> most = ids.stream().limit(TICKETS).toList();
    return TicketView.byIds(connection, most, caller.login());
  }

  /**
   * What was found.
   *
   * @param messages newest first
   * @param nextCursor for older messages; null on the last page
   * @param corrected true if nothing has these words, and words that look like them were searched
   */
  public record SearchResults(
      List<Hit> messages,
      @Nullable String nextCursor,
      List<CustomerView> customers,
      List<TicketView> tickets,
      boolean corrected) {}

  /**
   * A message that was found.
   *
   * @param seq its place in the thread; null for one that is being moved just now
   * @param excerpt around the words, in parts that match and parts that do not
   */
  public record Hit(
      UUID messageId,
      UUID customerId,
      UUID conversationId,
      @Nullable UUID ticketId,
      @Nullable Long seq,
      String direction,
      @Nullable String channel,
      @Nullable String author,
      Instant at,
      List<Excerpt.Part> excerpt) {}
}
