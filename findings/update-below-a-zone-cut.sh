#!/usr/bin/env bash
# Software: BIND 9.18.49, Knot DNS 3.2.6 (Debian 12)
# Guess:    a dynamic update of a name that was delegated to other servers is refused by the parent zone (NOTAUTH, NOTZONE).
# Seen:     NOERROR, and the server then holds the record (a prerequisite finds it) and never answers with it: who asks
#           is sent on to the child's servers.
# Output:
#   bind, add: NOERROR; a prerequisite finds it: NOERROR; answered: nothing
#   knot, add: NOERROR; a prerequisite finds it: NOERROR; answered: nothing
set -euo pipefail
self=$(realpath "$0")
. "$(dirname "$self")/lab/update-servers.bash"

name=_mta-sts.child.example.test
for server in bind knot; do
  status=$(update $server "update add $name 300 TXT \"v=STSv1; id=1\"")
  found=$(update $server "prereq yxrrset $name TXT")
  echo "$server, add: $status; a prerequisite finds it: $found; answered: $(answer $server $name)"
done > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
