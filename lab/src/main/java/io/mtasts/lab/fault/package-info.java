/** A catalogue of faulty domains, one for each thing that can be wrong, with what a checker should find there. */
@NullMarked
package io.mtasts.lab.fault;

import org.jspecify.annotations.NullMarked;
