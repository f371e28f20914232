package dev.leeward.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.util.function.Consumer;

/**
 * All of Leeward's classes, loaded once more with one method that does something else: a deliberate
 * fault without a hook in the product.
 */
final class MutatedClasses extends ClassLoader {
  private static final String OURS = "dev.leeward.";

  private final String className;
  private final String methodName;
  private final Consumer<CodeBuilder> body;
  private int mutated;

  /**
   * @param className as {@code agreement.BallotBox}
   * @param methodName every method of that name gets the body
   */
  MutatedClasses(String className, String methodName, Consumer<CodeBuilder> body) {
    super(MutatedClasses.class.getClassLoader());
    this.className = OURS + className;
    this.methodName = methodName;
    this.body = body;
  }

  /** How many methods were replaced by now: none means that the product has no such method. */
  int mutated() {
    return mutated;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = bytes(name);
    if (name.equals(className)) {
      bytes = mutate(bytes);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] bytes(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] mutate(byte[] original) {
    ClassModel model = ClassFile.of().parse(original);
    ClassTransform replace =
        (builder, element) -> {
          if (element instanceof MethodModel method
              && method.methodName().equalsString(methodName)) {
            mutated++;
            builder.withMethod(
                method.methodName(),
                method.methodType(),
                method.flags().flagsMask(),
                changed -> changed.withCode(body::accept));
          } else {
            builder.with(element);
          }
        };
    return ClassFile.of().transformClass(model, replace);
  }
}
