package io.threadline.conversation.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.id.Ids;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.platform.version.EntityVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Views, canned responses, macros, custom fields: everybody's, which supervisors and admins edit,
 * and each agent's own, which nobody else sees.
 */
@ApplicationScoped
public class Setup {
  private static final String COLUMNS =
      "SELECT id, owner, name, body, version, updated_at, updated_by FROM setup WHERE kind = ?";
  private static final int CREATED = 201;

  @Inject Transactions transactions;
  @Inject Creates creates;
  @Inject Answers answers;
  @Inject Caller caller;
  @Inject ObjectMapper mapper;

  /** Everybody's and the caller's own, by name. */
  public <T, V> Page<V> list(Kind<T> kind, Function<Item<T>, V> view) {
    List<V> found =
        transactions.inTenant(
            caller.tenant(),
            connection -> all(connection, kind, caller.login()).stream().map(view).toList());
    return new Page<>(found, null);
  }

  /** Everybody's and one agent's, in the caller's transaction. */
  public <T> List<Item<T>> all(Connection connection, Kind<T> kind, String login)
      throws SQLException {
    return Sql.list(
        connection,
        COLUMNS + " AND (owner IS NULL OR owner = ?) ORDER BY lower(name), id LIMIT ?",
        row -> read(row, kind),
        kind.word(),
        login,
        kind.most());
  }

  /** One that the caller may see. */
  public <T> Item<T> find(Connection connection, Kind<T> kind, UUID id) throws SQLException {
    return Sql.first(
            connection,
            COLUMNS + " AND id = ? AND (owner IS NULL OR owner = ?)",
            row -> read(row, kind),
            kind.word(),
            id,
            caller.login())
        .orElseThrow(() -> ApiException.notFound(kind.word(), id));
  }

  /** One that the caller may see, as an answer with its ETag. */
  public <T, V> Response get(Kind<T> kind, UUID id, Function<Item<T>, V> view) {
    return respond(
        transactions.inTenant(caller.tenant(), connection -> find(connection, kind, id)), view);
  }

  /** Makes one. */
  public <T, V> Response create(
      Kind<T> kind,
      @Nullable String key,
      boolean shared,
      String name,
      T body,
      Function<Item<T>, V> view) {
    String owner = owner(kind, shared);
    return Answers.respond(
        creates.once(
            key,
            kind.word() + '/' + owner + '/' + name + '/' + json(body),
            (connection, _) -> {
              bound(connection, kind);
              Item<T> item =
                  new Item<>(Ids.next(), owner, name, body, 0, Instant.now(), caller.login());
              int inserted =
                  Sql.update(
                      connection,
                      """
                      INSERT INTO setup (id, tenant_id, kind, owner, name, body, updated_at, updated_by)
                      VALUES (?, threadline_tenant(), ?, ?, ?, ?::jsonb, ?, ?) ON CONFLICT DO NOTHING
                      """,
                      item.id(),
                      kind.word(),
                      owner,
                      name,
                      json(body),
                      item.updatedAt(),
                      item.updatedBy());
              if (inserted == 0) {
                throw taken(kind, name);
              }
              return answers.of(CREATED, view.apply(item));
            }));
  }

  /** Replaces one by what is sent; needs If-Match. */
  public <T, V> Response replace(
      Kind<T> kind,
      UUID id,
      @Nullable String ifMatch,
      String name,
      T body,
      Function<Item<T>, V> view) {
    return respond(
        transactions.inTenant(
            caller.tenant(),
            connection -> {
              Item<T> before = forChange(connection, kind, id, ifMatch);
              Item<T> after =
                  new Item<>(
                      id,
                      before.owner(),
                      name,
                      body,
                      before.version() + 1,
                      Instant.now(),
                      caller.login());
              write(connection, kind, after);
              return after;
            }),
        view);
  }

  /** Removes one; needs If-Match. */
  public <T> Response remove(Kind<T> kind, UUID id, @Nullable String ifMatch) {
    transactions.inTenant(
        caller.tenant(),
        connection -> {
          forChange(connection, kind, id, ifMatch);
          return Sql.update(connection, "DELETE FROM setup WHERE id = ?", id);
        });
    return Response.noContent().build();
  }

  private <T> void write(Connection connection, Kind<T> kind, Item<T> item) throws SQLException {
    boolean taken =
        Sql.first(
                connection,
                "SELECT id FROM setup WHERE kind = ? AND coalesce(owner, '') = ?"
                    + " AND lower(name) = lower(?) AND id <> ?",
                row -> Columns.uuid(row, "id"),
                kind.word(),
                item.owner() == null ? "" : item.owner(),
                item.name(),
                item.id())
            .isPresent();
    if (taken) {
      throw taken(kind, item.name());
    }
    Sql.update(
        connection,
        "UPDATE setup SET name = ?, body = ?::jsonb, version = ?, updated_at = ?, updated_by = ?"
            + " WHERE id = ?",
        item.name(),
        json(item.body()),
        item.version(),
        item.updatedAt(),
        item.updatedBy(),
        item.id());
  }

  private <T> Item<T> forChange(
      Connection connection, Kind<T> kind, UUID id, @Nullable String ifMatch) throws SQLException {
    Sql.list(
        connection,
        "SELECT id FROM setup WHERE id = ? FOR UPDATE",
        row -> Columns.uuid(row, "id"),
        id);
    Item<T> item = find(connection, kind, id);
    if (item.shared()) {
      requireLead(kind);
    }
    EntityVersion.require(ifMatch, item.version());
    return item;
  }

  private @Nullable String owner(Kind<?> kind, boolean shared) {
    if (shared) {
      requireLead(kind);
      return null;
    }
    return caller.login();
  }

  private void requireLead(Kind<?> kind) {
    if (!caller.has(Role.SUPERVISOR) && !caller.has(Role.ADMIN)) {
      throw new ApiException(
          ErrorCode.FORBIDDEN,
          "what everybody uses (%s) is edited by supervisors and admins: make one of your own"
              .formatted(kind.word()));
    }
  }

  private static void bound(Connection connection, Kind<?> kind) throws SQLException {
    int there =
        Sql.first(
                connection,
                "SELECT count(*) FROM setup WHERE kind = ?",
                row -> row.getInt(1),
                kind.word())
            .orElse(0);
    if (there >= kind.most()) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "there are %d of kind %s already, which is the most: remove some"
              .formatted(there, kind.word()));
    }
  }

  private static ApiException taken(Kind<?> kind, String name) {
    return new ApiException(
            ErrorCode.ALREADY_EXISTS,
            "there is a %s named '%s' already: choose another name".formatted(kind.word(), name))
        .with("field", "name");
  }

  private <T> Item<T> read(ResultSet row, Kind<T> kind) throws SQLException {
    try {
      return new Item<>(
          Columns.uuid(row, "id"),
          Columns.textOrNull(row, "owner"),
          Columns.text(row, "name"),
          mapper.readValue(Columns.text(row, "body"), kind.type()),
          row.getLong("version"),
          Columns.instant(row, "updated_at"),
          Columns.text(row, "updated_by"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored " + kind.word() + " cannot be read", e);
    }
  }

  private String json(Object body) {
    try {
      return mapper.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(body.getClass() + " cannot be written", e);
    }
  }

  private static <T, V> Response respond(Item<T> item, Function<Item<T>, V> view) {
    return Response.ok(view.apply(item))
        .header(HttpHeaders.ETAG, EntityVersion.tag(item.version()))
        .build();
  }
}
