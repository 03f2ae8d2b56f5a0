package io.threadline.platform.testkit;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java sources as the compiler's own parser sees them; nothing is compiled. */
public final class JavaSyntax {
  /** A parsed source. */
  public record Source(Path file, CompilationUnitTree tree, DocTrees trees) {

    /** The first line of a piece of the source, from 1. */
    public long firstLine(Tree piece) {
      return line(trees.getSourcePositions().getStartPosition(tree, piece));
    }

    /** The last line of a piece of the source, from 1. */
    public long lastLine(Tree piece) {
      return line(trees.getSourcePositions().getEndPosition(tree, piece));
    }

    private long line(long position) {
      return tree.getLineMap().getLineNumber(position);
    }
  }

  private JavaSyntax() {}

  /** Parses the files, in the order given. */
  public static List<Source> parse(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      Iterable<? extends JavaFileObject> sources = manager.getJavaFileObjectsFromPaths(files);
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
      DocTrees trees = DocTrees.instance(task);
      List<Source> parsed = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        parsed.add(new Source(Path.of(unit.getSourceFile().toUri()), unit, trees));
      }
      return parsed;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot parse Java sources", e);
    }
  }
}
