#!/usr/bin/env bash
# Software: tlsrpt-reporter 0.6.0 (PyPI), which sends the reports of Postfix
# Guess:    two addresses in one rua may stand with a blank after the comma (RFC 8460 section 3: *WSP "," *WSP).
# Seen:     with the blank no report goes to either: the second address begins with a blank, which is no scheme it knows,
#           and this is said in the sender's log only.
# Output:
#   rua=mailto:a@example.com,mailto:b@example.org: mailto:a@example.com and mailto:b@example.org
#   rua=mailto:a@example.com, mailto:b@example.org: nobody, InvalidDestinationScheme
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > probe.py <<'PYTHON'
import logging

from tlsrpt_reporter.mapping import DestinationMap, InvalidDestinationScheme
from tlsrpt_reporter.utility import parse_tlsrpt_record

for rua in ["rua=mailto:a@example.com,mailto:b@example.org", "rua=mailto:a@example.com, mailto:b@example.org"]:
    try:
        to = DestinationMap().map_destination("example.com", parse_tlsrpt_record(f"v=TLSRPTv1; {rua}"), logging)
        print(f"{rua}: {' and '.join(to)}")
    except InvalidDestinationScheme as error:
        print(f"{rua}: nobody, {type(error).__name__}")
PYTHON
{
  python3 -m venv py
  timeout 300 py/bin/pip install -q tlsrpt-reporter==0.6.0
} > build.log 2>&1 || { cat build.log; exit 2; }

timeout 60 py/bin/python probe.py > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
