package io.threadline.bench.corpus;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The structure that mime4j expects of a mail ({@code *_decoded.xml}), with its texts in files
 * beside it: the plain ones that are shown.
 */
final class DecodedStructure {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

  private final Path xml;
  private final List<String> texts = new ArrayList<>();
  private boolean known = true;

  private DecodedStructure(Path xml) {
    this.xml = xml;
  }

  /** The text; empty if the expectation has no plain text, or one in an unknown charset. */
  static Optional<String> text(Path xml) {
    try {
      Element root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(xml.toFile())
              .getDocumentElement();
      DecodedStructure structure = new DecodedStructure(xml);
      structure.entity(root);
      return structure.known && !structure.texts.isEmpty()
          ? Optional.of(String.join("\n", structure.texts))
          : Optional.empty();
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(xml + " cannot be read", e);
    }
  }

  private void entity(Element entity) throws IOException {
    String type = "";
    boolean file = false;
    for (Node node = entity.getFirstChild(); node != null; node = node.getNextSibling()) {
      switch (node.getNodeName()) {
        case "header" -> {
          String header = node.getTextContent().replaceAll("\\r?\\n[ \\t]+", " ");
          type = field(header, "content-type");
          file =
              field(header, "content-disposition").matches("(?s)(attachment.*|.*filename.*)")
                  || type.matches("(?s).*\\bname\\s*\\*?\\d*\\*?=.*");
        }
        case "multipart" -> multipart((Element) node);
        case "text-body" -> text((Element) node, type, file);
        default -> {}
      }
    }
  }

  private void multipart(Element multipart) throws IOException {
    for (Node node = multipart.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals("body-part")) {
        entity((Element) node);
      }
    }
  }

  private void text(Element body, String type, boolean file) throws IOException {
    boolean plain = type.isEmpty() || type.startsWith("text/plain");
    if (!plain || file) {
      return;
    }
    byte[] bytes = Files.readAllBytes(xml.resolveSibling(body.getAttribute("name")));
    Matcher charset = CHARSET.matcher(type);
    String name = charset.find() ? charset.group(1) : "us-ascii";
    boolean ascii = true;
    for (byte b : bytes) {
      ascii &= b >= 0;
    }
    known &= ascii || (Charset.isSupported(name) && !name.equals("us-ascii"));
    texts.add(
        new String(bytes, ascii || !known ? StandardCharsets.ISO_8859_1 : Charset.forName(name)));
  }

  private static String field(String header, String name) {
    Matcher field = Pattern.compile("(?im)^" + name + "\\s*:\\s*(.*)$").matcher(header);
    return field.find() ? field.group(1).strip().toLowerCase(Locale.ROOT) : "";
  }
}
