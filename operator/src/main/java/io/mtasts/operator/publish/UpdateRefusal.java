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
                "%s answers REFUSED: its policy for zone %s does not allow the key %s to do this. An administrator of that server has to allow it."
                        .formatted(who, zone, server.keyName());
            case Rcode.NOTAUTH ->
                "%s answers NOTAUTH: it is not the primary of zone %s. Name the primary, or another zone, in the operator's setting for %s."
                        .formatted(who, zone, server.name());
            case Rcode.NOTZONE ->
                "%s answers NOTZONE: the name is not in its zone %s. Correct the zone in the operator's setting for %s."
                        .formatted(who, zone, server.name());
            case Rcode.BADSIG ->
                "%s answers BADSIG: it knows a key %s with another secret. The operator's key file and the server must have the same secret."
                        .formatted(who, server.keyName());
            case Rcode.BADKEY ->
                "%s answers BADKEY: it has no key %s of algorithm %s, or does not allow it to change anything there. Add the key and its permissions there, or correct name and algorithm in the operator's setting for %s."
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
                "%s answers NOTIMP: it does not accept dynamic updates. Name one that does in the operator's setting for %s."
                        .formatted(who, server.name());
            default -> "%s answers %s. Its own log says why.".formatted(who, Rcode.string(rcode));
        };
    }

    /** An answer that anybody may have sent. */
    static String notSigned(UpdateServer server) {
        return "The answer for update server %s is not signed with the key %s, so it is not trusted."
                .formatted(server.name(), server.keyName());
    }
}
