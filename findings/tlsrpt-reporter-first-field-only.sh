#!/usr/bin/env bash
# Software: tlsrpt-reporter 0.6.0 (PyPI), which sends the reports of Postfix
# Guess:    fields of the record stand in any order, unknown ones are passed over, and of two rua both count
#           (RFC 8460 section 3: "the ability to declare more than one rua").
# Seen:     it reads the field next to the version and no other. A second rua gets nothing; where an extension stands
#           first, nobody does.
# Output:
#   rua=mailto:a@example.com; note=x: mailto:a@example.com
#   rua=mailto:a@example.com; rua=mailto:b@example.org: mailto:a@example.com
#   note=x; rua=mailto:a@example.com: nobody, Malformed TLSRPT record: No rua found
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > probe.py <<'PYTHON'
from tlsrpt_reporter.utility import MalformedTlsrptRecordException, parse_tlsrpt_record

for fields in [
    "rua=mailto:a@example.com; note=x",
    "rua=mailto:a@example.com; rua=mailto:b@example.org",
    "note=x; rua=mailto:a@example.com",
]:
    try:
        print(f"{fields}: {' and '.join(parse_tlsrpt_record(f'v=TLSRPTv1; {fields}'))}")
    except MalformedTlsrptRecordException as error:
        print(f"{fields}: nobody, {error}")
PYTHON
{
  python3 -m venv py
  timeout 300 py/bin/pip install -q tlsrpt-reporter==0.6.0
} > build.log 2>&1 || { cat build.log; exit 2; }

timeout 60 py/bin/python probe.py > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
