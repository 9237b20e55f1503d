@NullMarked
package io.mtasts.operator.controller;

import org.jspecify.annotations.NullMarked;
