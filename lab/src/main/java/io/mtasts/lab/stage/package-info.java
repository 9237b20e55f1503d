/** A world, a cluster and the operator as a process of its own in it: for the demo, the training of the AOT cache and the benchmarks. */
@NullMarked
package io.mtasts.lab.stage;

import org.jspecify.annotations.NullMarked;
