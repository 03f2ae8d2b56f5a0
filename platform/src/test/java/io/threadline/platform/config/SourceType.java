package io.threadline.platform.config;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import io.threadline.platform.testkit.JavaSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An interface or enum of the sources, with what a configuration document needs of it. */
record SourceType(JavaSyntax.Source source, TreePath path, ClassTree tree) {

  /** The types of a source, nested ones included. */
  static List<SourceType> of(JavaSyntax.Source source) {
    List<SourceType> types = new ArrayList<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitClass(ClassTree type, Void unused) {
        if (type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ENUM) {
          types.add(new SourceType(source, getCurrentPath(), type));
        }
        return super.visitClass(type, unused);
      }
    }.scan(source.tree(), null);
    return types;
  }

  String name() {
    return tree.getSimpleName().toString();
  }

  boolean isEnum() {
    return tree.getKind() == Tree.Kind.ENUM;
  }

  /** Abstract methods, in the order of the source. */
  List<MethodTree> settings() {
    return tree.getMembers().stream()
        .filter(MethodTree.class::isInstance)
        .map(MethodTree.class::cast)
        .filter(method -> method.getBody() == null && method.getParameters().isEmpty())
        .toList();
  }

  /** The constants of an enum as SmallRye reads them, {@code a-b} for {@code A_B}. */
  List<String> constants() {
    return tree.getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(member -> ((VariableTree) member).getName().toString())
        .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  /** The text of an annotation's element, if the annotation is there. */
  static Optional<String> annotation(ModifiersTree modifiers, String annotation, String element) {
    return modifiers.getAnnotations().stream()
        .filter(a -> a.getAnnotationType().toString().replaceAll(".*\\.", "").equals(annotation))
        .findFirst()
        .map(a -> element(a, element));
  }

  private static String element(AnnotationTree annotation, String element) {
    for (ExpressionTree argument : annotation.getArguments()) {
      if (argument instanceof AssignmentTree assignment
          && assignment.getVariable().toString().equals(element)) {
        return text(assignment.getExpression());
      }
      if (!(argument instanceof AssignmentTree) && element.equals("value")) {
        return text(argument);
      }
    }
    return "";
  }

  private static String text(ExpressionTree expression) {
    return switch (expression) {
      case com.sun.source.tree.LiteralTree literal -> String.valueOf(literal.getValue());
      case BinaryTree sum -> text(sum.getLeftOperand()) + text(sum.getRightOperand());
      default -> expression.toString();
    };
  }

  /** The Javadoc of the type on one line, as Markdown. */
  String documentation() {
    return documentation(path);
  }

  /** The Javadoc of a member on one line, as Markdown. */
  String documentation(Tree member) {
    return documentation(new TreePath(path, member));
  }

  private String documentation(TreePath of) {
    DocCommentTree comment = source.trees().getDocCommentTree(of);
    return comment == null ? "" : markdown(comment.getFullBody());
  }

  private static String markdown(List<? extends DocTree> parts) {
    return parts.stream()
        .map(part ->
            switch (part) {
              case LiteralTree code -> "`" + code.getBody().getBody() + "`";
              case LinkTree link ->
                  link.getLabel().isEmpty()
                      ? "`" + link.getReference().getSignature() + "`"
                      : markdown(link.getLabel());
              default -> part.toString().replaceAll("</?[a-z]+>", " ");
            })
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .strip();
  }
}
