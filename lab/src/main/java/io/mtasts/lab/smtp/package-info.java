/** Mail servers that speak SMTP up to STARTTLS, well or badly. */
@NullMarked
package io.mtasts.lab.smtp;

import org.jspecify.annotations.NullMarked;
