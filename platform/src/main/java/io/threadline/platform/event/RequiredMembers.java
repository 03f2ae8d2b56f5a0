package io.threadline.platform.event;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import io.threadline.contracts.Event;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes Jackson refuse a body that lacks what its record cannot be without, so that a null never
 * gets past the reader. Required is every component of a contract's record that is neither {@link
 * Nullable} nor a list (an absent list is an empty one).
 */
final class RequiredMembers extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;
  private static final String CONTRACTS = Event.class.getPackageName();

  @Override
  public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
    return isRequired(member) ? Boolean.TRUE : null;
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    return isRequired(annotated)
        ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
        : JsonSetter.Value.empty();
  }

  private static boolean isRequired(Annotated annotated) {
    if (!(annotated instanceof AnnotatedParameter parameter)
        || !(parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor)
        || !constructor.getDeclaringClass().isRecord()
        || !constructor.getDeclaringClass().getPackageName().startsWith(CONTRACTS)) {
      return false;
    }
    AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
    return !type.isAnnotationPresent(Nullable.class) && parameter.getRawType() != List.class;
  }
}
