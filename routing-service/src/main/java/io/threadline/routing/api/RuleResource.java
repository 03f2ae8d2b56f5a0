package io.threadline.routing.api;

import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.routing.intake.language.LanguageGuess;
import io.threadline.routing.intake.rule.Fault;
import io.threadline.routing.intake.rule.Rule;
import io.threadline.routing.intake.rule.RuleBook;
import io.threadline.routing.intake.rule.RuleCheck;
import io.threadline.routing.intake.rule.RuleSet;
import io.threadline.routing.intake.rule.RuleStore;
import io.threadline.routing.intake.rule.Rules;
import io.threadline.routing.intake.rule.Sample;
import io.threadline.routing.intake.rule.Trial;
import io.threadline.routing.intake.rule.Vocabulary;
import io.threadline.routing.store.PoolKey;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The tenant's triage rules: read, tried and replaced as a whole. */
@Path("/api/routing/rules")
@Tag(name = "triage rules")
@RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
public class RuleResource {
  private static final int MAX_FAULTS = 50;

  private final RuleBook book;
  private final Caller caller;
  private final RuleCheck check = new RuleCheck();
  private final LanguageGuess languages = new LanguageGuess();

  RuleResource(RuleBook book, Caller caller) {
    this.book = book;
    this.caller = caller;
  }

  /** A rule set with its version, which is the ETag too. */
  public record View(
      long version, String savedBy, Instant savedAt, List<Rule> rules, List<Sample> samples) {
    static View of(RuleStore.Saved saved) {
      return new View(
          saved.version(), saved.by(), saved.at(), saved.set().rules(), saved.set().samples());
    }
  }

  /**
   * What came out of the samples.
   *
   * @param agree true if all samples came out as they say
   */
  public record TestView(boolean agree, List<Trial> samples) {}

  @GET
  @Operation(
      summary = "The rules in force, with their samples; version 0 before the first are saved")
  public Response get() {
    return answer(book.store().current(caller.tenant()));
  }

  @GET
  @Path("/versions")
  @Operation(summary = "The versions that are kept, newest first")
  public Page<RuleStore.Version> versions(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    Cursor pages = new Cursor("rule-versions");
    long before = pages.keys(cursor, 1).map(keys -> number(keys.getFirst())).orElse(Long.MAX_VALUE);
    return Page.of(
        book.store().before(caller.tenant(), before, Cursor.limit(limit) + 1),
        limit,
        each -> pages.after(Long.toString(each.version())));
  }

  @GET
  @Path("/versions/{version}")
  @Operation(summary = "A version that was saved before, to look at or to put back")
  public View version(@PathParam("version") long version) {
    return book.store()
        .version(caller.tenant(), version)
        .map(View::of)
        .orElseThrow(() -> ApiException.notFound("version of the rules", version));
  }

  @PUT
  @Operation(
      summary = "Replaces the rules, if they are sound and all samples agree",
      description =
          "If-Match is the ETag of the rules it was made from, \"0\" for the first ones, or * for"
              + " whatever is in force. 412 if somebody has changed them since.")
  public Response put(@HeaderParam("If-Match") @Nullable String version, @Nullable RuleSet body) {
    long before = version(caller.tenant(), version);
    RuleSet set = body == null ? RuleSet.EMPTY : body;
    Vocabulary vocabulary = vocabulary();
    Rules rules = sound(set, vocabulary);
    List<Trial> wrong =
        tried(set.samples(), rules, vocabulary).stream().filter(t -> !t.agrees()).toList();
    if (!wrong.isEmpty()) {
      Trial first = wrong.getFirst();
      throw new ApiException(
              ErrorCode.INVALID_VALUE,
              "%d of %d samples disagree, first sample '%s': %s: change the rules or what the sample expects"
                  .formatted(
                      wrong.size(),
                      set.samples().size(),
                      first.sample(),
                      String.join(", ", first.disagrees())))
          .with("field", "samples")
          .with("samples", wrong);
    }
    RuleStore.Saved saved =
        book.store()
            .save(caller.tenant(), before, set, caller.login())
            .orElseThrow(() ->
                new ApiException(
                    ErrorCode.STALE_VERSION,
                    "the rules are not in version "
                        + before
                        + " any more: GET them again and send their ETag as If-Match"));
    book.refresh(caller.tenant());
    return answer(saved);
  }

  @POST
  @Path("/test")
  @Operation(
      summary =
          "Tries rules on samples and changes nothing; what the body leaves out is taken from the"
              + " rules in force")
  public TestView test(@Nullable Attempt body) {
    RuleSet saved = book.store().current(caller.tenant()).set();
    Attempt given = body == null ? new Attempt(null, null) : body;
    List<Sample> samples = given.samples() == null ? saved.samples() : given.samples();
    RuleSet set = new RuleSet(given.rules() == null ? saved.rules() : given.rules(), samples);
    Vocabulary vocabulary = vocabulary();
    List<Trial> trials = tried(samples, sound(set, vocabulary), vocabulary);
    return new TestView(trials.stream().allMatch(Trial::agrees), trials);
  }

  /** What to try; null for what is in force. */
  public record Attempt(@Nullable List<Rule> rules, @Nullable List<Sample> samples) {}

  private Vocabulary vocabulary() {
    PoolKey pool = PoolKey.ofTenant(caller.tenant());
    return book.store().vocabulary(pool.tenant(), pool.pool());
  }

  private List<Trial> tried(List<Sample> samples, Rules rules, Vocabulary vocabulary) {
    return Trial.of(samples, rules, languages, vocabulary.languages());
  }

  private Rules sound(RuleSet set, Vocabulary vocabulary) {
    return switch (check.check(set, vocabulary)) {
      case RuleCheck.Checked.Sound sound -> sound.rules();
      case RuleCheck.Checked.Refused refused -> {
        Fault first = refused.faults().getFirst();
        throw new ApiException(ErrorCode.INVALID_VALUE, first.sentence())
            .with("field", first.field())
            .with("faults", refused.faults().stream().limit(MAX_FAULTS).toList());
      }
    };
  }

  private static Response answer(RuleStore.Saved saved) {
    return Response.ok(View.of(saved)).tag(new EntityTag(Long.toString(saved.version()))).build();
  }

  private long version(UUID tenant, @Nullable String header) {
    if (header != null && header.strip().equals("*")) {
      return book.store().current(tenant).version();
    }
    if (header == null) {
      throw new ApiException(
          ErrorCode.VERSION_REQUIRED, "send the rules' ETag as If-Match, \"0\" for the first ones");
    }
    try {
      return number(header.replace("W/", "").replace("\"", "").strip());
    } catch (NumberFormatException _) {
      throw ApiException.invalid("If-Match", header, "send the ETag that the rules had");
    }
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }
}
