package io.mtasts.operator.publish;

import org.xbill.DNS.Rcode;

/** What a name server's refusal means, and who can do what about it. */
final class UpdateRefusal {
    private UpdateRefusal() {}

    /**
     * @param rcode of the answer, or of its signature
     * @param zone that was to be changed; for messages
     */
    static String of(UpdateServer server, int rcode, String zone) {
        var who = "Update server " + server.name();
        return switch (rcode) {
            case Rcode.REFUSED ->
                "%s refuses (REFUSED): its policy for zone %s does not let the key %s do this. An administrator of that server allows it there."
                        .formatted(who, zone, server.keyName());
            case Rcode.NOTAUTH ->
                "%s answers NOTAUTH: it is not the primary of zone %s. Name the primary, or another zone, in the operator's setting for %s."
                        .formatted(who, zone, server.name());
            case Rcode.NOTZONE ->
                "%s answers NOTZONE: the name is not in its zone %s. Correct the zone in the operator's setting for %s."
                        .formatted(who, zone, server.name());
            case Rcode.BADSIG ->
                "%s answers BADSIG: it knows a key %s with another secret. The operator's key file and the server have to have the same."
                        .formatted(who, server.keyName());
            case Rcode.BADKEY ->
                "%s answers BADKEY: it knows no key %s of algorithm %s, or lets it change nothing there. Give it that key and its rights, or correct name and algorithm in the operator's setting for %s."
                        .formatted(who, server.keyName(), server.algorithm(), server.name());
            case Rcode.BADTIME ->
                "%s answers BADTIME: its clock and the operator's differ by more than five minutes. Set the one that is wrong."
                        .formatted(who);
            case Rcode.YXDOMAIN, Rcode.YXRRSET, Rcode.NXRRSET ->
                "%s answers %s: somebody else changed the record at the same moment, so nothing was written."
                        .formatted(who, Rcode.string(rcode));
            case Rcode.SERVFAIL ->
                "%s answers SERVFAIL: it could not write zone %s. Its own log says why.".formatted(who, zone);
            case Rcode.NOTIMP ->
                "%s answers NOTIMP: it takes no dynamic updates. Name one that does in the operator's setting for %s."
                        .formatted(who, server.name());
            default -> "%s answers %s. Its own log says why.".formatted(who, Rcode.string(rcode));
        };
    }

    /** An answer that anybody may have sent. */
    static String notSigned(UpdateServer server) {
        return "What answers for update server %s does not sign with the key %s, so it is not believed."
                .formatted(server.name(), server.keyName());
    }
}
