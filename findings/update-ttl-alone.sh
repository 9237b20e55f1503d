#!/usr/bin/env bash
# Software: BIND 9.18.49, Knot DNS 3.2.6 (Debian 12)
# Guess:    to lower the TTL of a record, add it again with the new TTL: the server replaces the old one (RFC 2136 section
#           3.4.2.2).
# Seen:     BIND does so. Knot answers NOERROR as well and keeps the old TTL; it takes a new one with other data, or when the
#           record is deleted and added in one update. With both the TTL of the other TXT of that name changes too.
# Output:
#   bind, same data, TTL 60: NOERROR; then 60 TXT "v=STSv1; id=1"
#   bind, other data, TTL 30: NOERROR; then 30 TXT "v=STSv1; id=1", 30 TXT "v=STSv1; id=2"
#   bind, deleted and added, TTL 90: NOERROR; then 90 TXT "v=STSv1; id=1", 90 TXT "v=STSv1; id=2"
#   knot, same data, TTL 60: NOERROR; then 300 TXT "v=STSv1; id=1"
#   knot, other data, TTL 30: NOERROR; then 30 TXT "v=STSv1; id=1", 30 TXT "v=STSv1; id=2"
#   knot, deleted and added, TTL 90: NOERROR; then 90 TXT "v=STSv1; id=1", 90 TXT "v=STSv1; id=2"
set -euo pipefail
self=$(realpath "$0")
. "$(dirname "$self")/lab/update-servers.bash"

name=_mta-sts.one.example.test
for server in bind knot; do
  status=$(update $server "update add $name 60 TXT \"v=STSv1; id=1\"")
  echo "$server, same data, TTL 60: $status; then $(answer $server $name)"
  status=$(update $server "update add $name 30 TXT \"v=STSv1; id=2\"")
  echo "$server, other data, TTL 30: $status; then $(answer $server $name)"
  status=$(update $server "update delete $name TXT \"v=STSv1; id=1\"" "update add $name 90 TXT \"v=STSv1; id=1\"")
  echo "$server, deleted and added, TTL 90: $status; then $(answer $server $name)"
done > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
