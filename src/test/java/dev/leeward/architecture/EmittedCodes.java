package dev.leeward.architecture;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import dev.leeward.zone.ZoneDefectKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Every code of a finding that the sources of a folder can emit: what is passed, anywhere, as a
 * parameter that is called {@code code}. What it cannot follow is an error, never overlooked.
 */
final class EmittedCodes {
  private static final String CODE = "code";
  private static final String NEW_FINDING = "new Finding";

  private record Call(String method, List<? extends ExpressionTree> arguments, Frame frame) {}

  /** The method that a call stands in. */
  private record Frame(String method, List<String> parameters) {}

  private final Map<String, List<String>> parameters = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();

  private EmittedCodes() {}

  static SortedSet<String> in(Path folder) throws IOException {
    EmittedCodes codes = new EmittedCodes();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> files = Files.list(folder);
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = files.filter(each -> each.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(codes.new Scanner(), new Frame("", List.of()));
      }
    }
    return codes.all();
  }

  private final class Scanner extends TreeScanner<@Nullable Void, Frame> {
    @Override
    public @Nullable Void visitClass(ClassTree type, Frame frame) {
      if (type.getSimpleName().contentEquals("Finding")) {
        parameters.put(
            key(NEW_FINDING, 6), List.of("severity", CODE, "file", "line", "what", "whatToDo"));
      }
      return super.visitClass(type, frame);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, Frame outer) {
      List<String> names =
          method.getParameters().stream().map(VariableTree::getName).map(Object::toString).toList();
      String key = key(method.getName().toString(), names.size());
      // Of methods with one name and as many parameters the one with a code counts.
      parameters.merge(key, names, (one, other) -> one.contains(CODE) ? one : other);
      return super.visitMethod(method, new Frame(key, names));
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, Frame frame) {
      String[] path = call.getMethodSelect().toString().split("\\.");
      calls.add(
          new Call(
              key(path[path.length - 1], call.getArguments().size()), call.getArguments(), frame));
      return super.visitMethodInvocation(call, frame);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, Frame frame) {
      String name = "new " + made.getIdentifier();
      calls.add(new Call(key(name, made.getArguments().size()), made.getArguments(), frame));
      return super.visitNewClass(made, frame);
    }
  }

  private static String key(String method, int parameters) {
    return method + "/" + parameters;
  }

  private SortedSet<String> all() {
    SortedSet<String> codes = new TreeSet<>();
    parameters.forEach((method, names) -> {
      if (names.contains(CODE)) {
        codes.addAll(passed(method, CODE));
      }
    });
    return codes;
  }

  /** All that is passed to that method as that parameter. */
  private List<String> passed(String method, String parameter) {
    int at = Objects.requireNonNull(parameters.get(method)).indexOf(parameter);
    return calls.stream()
        .filter(call -> call.method().equals(method))
        .flatMap(call -> values(call.arguments().get(at), call.frame()).stream())
        .toList();
  }

  private List<String> values(ExpressionTree expression, Frame frame) {
    return switch (expression) {
      case LiteralTree literal -> List.of(String.valueOf(literal.getValue()));
      case ConditionalExpressionTree choice ->
          Stream.concat(
                  values(choice.getTrueExpression(), frame).stream(),
                  values(choice.getFalseExpression(), frame).stream())
              .toList();
      case BinaryTree sum ->
          values(sum.getLeftOperand(), frame).stream()
              .flatMap(
                  left -> values(sum.getRightOperand(), frame).stream().map(right -> left + right))
              .toList();
      case IdentifierTree name when name.getName().contentEquals(CODE) -> List.of();
      case IdentifierTree name when frame.parameters().contains(name.toString()) ->
          passed(frame.method(), name.toString());
      case MethodInvocationTree call when call.toString().equals("defect.code()") ->
          Arrays.stream(ZoneDefectKind.values()).map(ZoneDefectKind::code).toList();
      default ->
          throw new AssertionError(
              "which codes are \"" + expression + "\" in " + frame.method() + "?");
    };
  }
}
