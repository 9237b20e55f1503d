@NullMarked
package io.mtasts.lab;

import org.jspecify.annotations.NullMarked;
