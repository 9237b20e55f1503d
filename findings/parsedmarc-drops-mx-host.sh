#!/usr/bin/env bash
# Software: parsedmarc 11.1.0 (PyPI)
# Guess:    what a TLS report says of the policy is kept: its strings and its MX patterns (RFC 8460 section 4.4).
# Seen:     the patterns are looked for under "mx-host-pattern", the name of the value in the RFC's text; reports have them
#           under "mx-host", as the RFC's example and schema do, and they are dropped without a word.
# Output:
#   strings of the policy: version: STSv1
#   patterns under mx-host: none
#   patterns under mx-host-pattern: mx.example.com
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > probe.py <<'PYTHON'
import json

from parsedmarc import parse_smtp_tls_report_json


def parsed(member):
    report = {
        "organization-name": "Sender",
        "date-range": {"start-datetime": "2026-11-01T00:00:00Z", "end-datetime": "2026-11-01T23:59:59Z"},
        "contact-info": "postmaster@example.org",
        "report-id": "1",
        "policies": [
            {
                "policy": {
                    "policy-type": "sts",
                    "policy-string": ["version: STSv1"],
                    "policy-domain": "example.com",
                    member: ["mx.example.com"],
                },
                "summary": {"total-successful-session-count": 5, "total-failure-session-count": 0},
            }
        ],
    }
    return parse_smtp_tls_report_json(json.dumps(report))["policies"][0]


print("strings of the policy:", *parsed("mx-host")["policy_strings"])
for member in ["mx-host", "mx-host-pattern"]:
    print(f"patterns under {member}:", *parsed(member).get("mx_host_patterns", ["none"]))
PYTHON
{
  python3 -m venv py
  timeout 500 py/bin/pip install -q parsedmarc==11.1.0
} > build.log 2>&1 || { cat build.log; exit 2; }

timeout 120 py/bin/python probe.py > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
