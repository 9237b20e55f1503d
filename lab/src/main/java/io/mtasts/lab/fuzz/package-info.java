/** Inputs of fuzz targets, made of kept ones by damaging them, for tests of every module. */
@NullMarked
package io.mtasts.lab.fuzz;

import org.jspecify.annotations.NullMarked;
