package io.mtasts.api.v1alpha1;

/** The DNS record types that a status can ask for. */
public enum RecordType {
    TXT,
    CNAME,
    A,
    AAAA
}
