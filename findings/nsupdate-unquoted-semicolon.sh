#!/usr/bin/env bash
# Software: BIND 9.18.49, its zone files and its nsupdate (Debian 12)
# Guess:    TXT data without quotes ends at the semicolon, which begins a comment, in nsupdate as in a zone file.
# Seen:     the zone file loses the id, without a word. nsupdate knows no comment there: it sends two strings, and as
#           strings are joined without a blank, the record that senders read is valid and is not the text that was typed.
# Output:
#   zone file: TXT "v=STSv1"
#   nsupdate: NOERROR; then 300 TXT "v=STSv1;" "id=1"
set -euo pipefail
self=$(realpath "$0")
. "$(dirname "$self")/lab/update-servers.bash"

cat > unquoted <<'ZONE'
$TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
_mta-sts TXT v=STSv1; id=1
ZONE
{
  echo "zone file: $(timeout 20 named-compilezone -o - example.test unquoted 2> compile.log | sed -n 's/.*IN TXT[[:space:]]*/TXT /p')"
  status=$(update bind 'update add _mta-sts.new.example.test 300 TXT v=STSv1; id=1')
  echo "nsupdate: $status; then $(answer bind _mta-sts.new.example.test)"
} > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
