package io.threadline.ingest.channel.email;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.owasp.html.Sanitizers;

/** HTML bodies: what may be shown of them, and what they say. */
final class HtmlBodies {
  private static final int MAX_CHARACTERS = 1024 * 1024;

  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "br",
          "tr",
          "li",
          "ul",
          "ol",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "table",
          "blockquote",
          "pre",
          "hr",
          "section",
          "article",
          "header",
          "footer",
          "dd",
          "dt");

  /**
   * Formatting, tables, links and pictures that came with the mail; remote pictures spy on readers.
   */
  private static final PolicyFactory POLICY =
      Sanitizers.FORMATTING
          .and(Sanitizers.BLOCKS)
          .and(Sanitizers.TABLES)
          .and(
              new HtmlPolicyBuilder()
                  .allowElements("a", "img", "pre", "hr", "span", "font", "center")
                  .allowUrlProtocols("http", "https", "mailto", "tel", "cid")
                  .allowAttributes("href")
                  .onElements("a")
                  .allowAttributes("src")
                  .matching(Pattern.compile("cid:[^\\s\"'<>]{1,500}"))
                  .onElements("img")
                  .allowAttributes("alt", "width", "height")
                  .onElements("img")
                  .allowAttributes("dir", "lang", "title")
                  .globally()
                  .requireRelNofollowOnLinks()
                  .toFactory());

  private HtmlBodies() {}

  /** The HTML without anything that acts, loads from elsewhere or hides. */
  static String sanitised(String html) {
    return POLICY.sanitize(bounded(html));
  }

  /** The text that a reader of the HTML would see, history marked by ">" as in plain text. */
  static String text(String html) {
    Document document = Jsoup.parse(bounded(html));
    document.select("script, style, head, title, template").remove();
    TextOf text = new TextOf();
    document.body().traverse(text);
    return text.result();
  }

  private static String bounded(String html) {
    return html.length() <= MAX_CHARACTERS ? html : html.substring(0, MAX_CHARACTERS);
  }

  /** Writes text nodes, a line break where a block begins or ends, ">" within quotes. */
  private static final class TextOf implements NodeVisitor {
    private final StringBuilder text = new StringBuilder();
    private int quotes;
    private int preformatted;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode words) {
        append(words);
      } else if (node instanceof Element element) {
        if (BLOCKS.contains(element.normalName())) {
          lineBreak(element.normalName().equals("br"));
        }
        quotes += isQuote(element) ? 1 : 0;
        preformatted += element.normalName().equals("pre") ? 1 : 0;
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        quotes -= isQuote(element) ? 1 : 0;
        preformatted -= element.normalName().equals("pre") ? 1 : 0;
        if (BLOCKS.contains(element.normalName()) && !element.normalName().equals("br")) {
          lineBreak(element.normalName().equals("p"));
        }
      }
    }

    private void append(TextNode words) {
      String value = preformatted > 0 ? words.getWholeText() : words.text();
      boolean lineStart = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
      if (value.isBlank() && lineStart) {
        return;
      }
      if (lineStart && quotes > 0) {
        text.append("> ".repeat(Math.min(quotes, 5)));
      }
      text.append(lineStart ? value.stripLeading() : value);
    }

    /** Ends the line, or, when asked to, leaves a blank one. */
    private void lineBreak(boolean blank) {
      int length = text.length();
      boolean lineStart = length == 0 || text.charAt(length - 1) == '\n';
      boolean blankBefore = length < 2 || text.charAt(length - 2) == '\n';
      if (!lineStart || (blank && !blankBefore)) {
        text.append('\n');
      }
    }

    private static boolean isQuote(Element element) {
      return element.normalName().equals("blockquote");
    }

    String result() {
      return text.toString().replace('\u00A0', ' ').strip();
    }
  }
}
