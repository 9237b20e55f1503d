#!/usr/bin/env bash
# Software: BIND 9.18.49, Knot DNS 3.2.6 (Debian 12)
# Guess:    a dynamic update that deletes a TXT by its text deletes it: "v=STSv1; id=1" is what every sender reads there.
# Seen:     a record whose text was stored in two strings is not that record. The answer is NOERROR and it stays, and an
#           add in the same update puts the new one beside it. The strings have to be given as they were stored.
# Output:
#   bind, deleted as one string: NOERROR; then 300 TXT "v=STSv1; " "id=1"
#   bind, replaced as one string: NOERROR; then 300 TXT "v=STSv1; " "id=1", 300 TXT "v=STSv1; id=2"
#   bind, deleted as two strings: NOERROR; then 300 TXT "v=STSv1; id=2"
#   knot, deleted as one string: NOERROR; then 300 TXT "v=STSv1; " "id=1"
#   knot, replaced as one string: NOERROR; then 300 TXT "v=STSv1; " "id=1", 300 TXT "v=STSv1; id=2"
#   knot, deleted as two strings: NOERROR; then 300 TXT "v=STSv1; id=2"
set -euo pipefail
self=$(realpath "$0")
. "$(dirname "$self")/lab/update-servers.bash"

name=_mta-sts.two.example.test
for server in bind knot; do
  status=$(update $server "update delete $name TXT \"v=STSv1; id=1\"")
  echo "$server, deleted as one string: $status; then $(answer $server $name)"
  status=$(update $server "update delete $name TXT \"v=STSv1; id=1\"" "update add $name 300 TXT \"v=STSv1; id=2\"")
  echo "$server, replaced as one string: $status; then $(answer $server $name)"
  status=$(update $server "update delete $name TXT \"v=STSv1; \" \"id=1\"")
  echo "$server, deleted as two strings: $status; then $(answer $server $name)"
done > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
