/**
 * Where {@code java -jar} begins: runs on an older Java too, finds Java 25 on the machine and starts the program with it. Depends on the
 * JDK alone.
 */
@NullMarked
package io.mtasts.launcher;

import org.jspecify.annotations.NullMarked;
