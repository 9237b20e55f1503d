#!/usr/bin/env bash
# Software: BIND 9.18.49, Knot DNS 3.2.6 (Debian 12)
# Guess:    a dynamic update that adds a TXT where a CNAME stands (an _mta-sts that was delegated to a provider) is refused,
#           since the two cannot stand side by side.
# Seen:     the answer is NOERROR and nothing is changed (RFC 2136 section 3.4.2.2: silently ignored).
#           The same for a CNAME added where a TXT stands. Only a look at the zone tells whether an update was done.
# Output:
#   bind, TXT beside CNAME: NOERROR; then 300 CNAME _mta-sts.provider.test.
#   bind, CNAME beside TXT: NOERROR; then 300 TXT "v=STSv1; id=1"
#   knot, TXT beside CNAME: NOERROR; then 300 CNAME _mta-sts.provider.test.
#   knot, CNAME beside TXT: NOERROR; then 300 TXT "v=STSv1; id=1"
set -euo pipefail
self=$(realpath "$0")
. "$(dirname "$self")/lab/update-servers.bash"

for server in bind knot; do
  status=$(update $server 'update add _mta-sts.alias.example.test 300 TXT "v=STSv1; id=2"')
  echo "$server, TXT beside CNAME: $status; then $(answer $server _mta-sts.alias.example.test)"
  status=$(update $server 'update add _mta-sts.one.example.test 300 CNAME _mta-sts.provider.test.')
  echo "$server, CNAME beside TXT: $status; then $(answer $server _mta-sts.one.example.test)"
done > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
