package io.mtasts.tlsrpt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways to fail that RFC 8460 section 4.3 defines; senders may report others. */
public enum ResultType {
    STARTTLS_NOT_SUPPORTED(
            "the mail server did not offer STARTTLS", "Enable STARTTLS, and look for a firewall that strips it."),
    CERTIFICATE_HOST_MISMATCH(
            "the mail server's certificate is for other names",
            "Get a certificate that lists the MX host among its DNS names, or change the MX record to a name that the"
                    + " certificate has."),
    CERTIFICATE_EXPIRED("the mail server's certificate had expired", "Renew it, and have the mail server load it."),
    CERTIFICATE_NOT_TRUSTED(
            "the mail server's certificate does not chain to a root that the sender trusts",
            "Use a certificate from a public authority, and send the intermediate certificates too."),
    VALIDATION_FAILURE(
            "TLS failed in some other way",
            "Check the mail server's TLS log for that time: versions, ciphers, a broken chain."),
    TLSA_INVALID(
            "a TLSA record (DANE) is malformed, or no certificate of the mail server matches it",
            "Publish the TLSA record of the new certificate before the mail server uses it."),
    DNSSEC_INVALID(
            "the sender's resolver could not validate the DNSSEC of the mail server's zone",
            "Look for expired signatures, and for a DS record that does not match the keys."),
    DANE_REQUIRED(
            "the sender requires DANE and found no TLSA record that it can use",
            "Publish TLSA records in a signed zone, or ask the sender."),
    STS_POLICY_FETCH_ERROR(
            "the sender could not fetch the policy",
            "mta-sts-operator check DOMAIN shows what it ran into: the policy host must answer HTTPS from everywhere."),
    STS_POLICY_INVALID(
            "the sender fetched the policy but could not read it",
            "mta-sts-operator lint policy FILE says which line is wrong."),
    STS_WEBPKI_INVALID(
            "the certificate of the policy host was not valid",
            "mta-sts-operator check DOMAIN shows why; it must be for mta-sts.DOMAIN.");

    private final String meaning;
    private final String remedy;

    ResultType(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** As a report spells it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happened; the rest of a sentence that begins with the number of sessions. */
    public String meaning() {
        return meaning;
    }

    /** What to do, a sentence. */
    public String remedy() {
        return remedy;
    }

    /** The one of that spelling; empty when the RFC does not define it. */
    public static Optional<ResultType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
    }
}
