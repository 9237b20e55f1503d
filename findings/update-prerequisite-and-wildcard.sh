#!/usr/bin/env bash
# Software: BIND 9.18.49, Knot DNS 3.2.6 (Debian 12)
# Guess:    a dynamic update whose prerequisite is the TXT that was just read of the name goes through.
# Seen:     where the answer came from a wildcard, the prerequisite fails with NXRRSET each time, and "no such TXT" is what
#           holds: prerequisites look at the names that there are, questions at what the wildcard makes of them.
#           The answer itself does not tell the two apart.
# Output:
#   bind, answered: 300 TXT "site-verification=abc"
#   bind, add if a TXT is there: NXRRSET
#   bind, add if no TXT is there: NOERROR
#   knot, answered: 300 TXT "site-verification=abc"
#   knot, add if a TXT is there: NXRRSET
#   knot, add if no TXT is there: NOERROR
set -euo pipefail
self=$(realpath "$0")
. "$(dirname "$self")/lab/update-servers.bash"

name=_mta-sts.new.example.test
add="update add $name 300 TXT \"v=STSv1; id=1\""
for server in bind knot; do
  echo "$server, answered: $(answer $server $name)"
  echo "$server, add if a TXT is there: $(update $server "prereq yxrrset $name TXT" "$add")"
  echo "$server, add if no TXT is there: $(update $server "prereq nxrrset $name TXT" "$add")"
done > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
