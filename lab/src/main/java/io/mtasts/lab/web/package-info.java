/** Policy hosts: HTTPS servers that choose their site by SNI and misbehave on request. */
@NullMarked
package io.mtasts.lab.web;

import org.jspecify.annotations.NullMarked;
