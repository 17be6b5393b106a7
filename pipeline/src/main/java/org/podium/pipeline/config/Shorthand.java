package org.podium.pipeline.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A configuration record whose first component may be written alone: {@code lr: 1e-3} for {@code lr: {base: 1e-3}}. The
 * component is a list or of a simple type. The others then take their defaults.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Shorthand {}
