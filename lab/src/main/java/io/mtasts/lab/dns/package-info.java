/** Name servers over UDP and TCP: zones that can be edited, and every way in which an answer can fail to come. */
@NullMarked
package io.mtasts.lab.dns;

import org.jspecify.annotations.NullMarked;
