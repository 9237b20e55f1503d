#!/usr/bin/env bash
# Software: postfix-mta-sts-resolver 1.5.1 (PyPI), its answer to Postfix
# Guess:    a policy that has outlived its max_age is fetched again or dropped (RFC 8461 section 5.1).
# Seen:     while DNS names its id, its age begins anew at each look, without a fetch: it is enforced for ever, though the
#           policy host has been gone for a year. Once DNS names another id, the same policy is dropped.
# Output:
#   a year old, max_age a day, policy host gone, same id: OK secure match=mx.example.com servername=hostname
#   two days after that: OK secure match=mx.example.com servername=hostname
#   and another two, new id: NOTFOUND
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > probe.py <<'PYTHON'
import asyncio
import time
from types import SimpleNamespace

from postfix_mta_sts_resolver.base_cache import CacheEntry
from postfix_mta_sts_resolver.internal_cache import InternalLRUCache
from postfix_mta_sts_resolver.responder import STSSocketmapResponder

DAY = 86400


class Names:
    """Answers each TXT question with the record; whatever else is asked stays with the system, which knows no such host."""

    async def query(self, name, kind):
        return [SimpleNamespace(text=self.record)]


async def main():
    zone = dict(strict_testing=False, timeout=2, require_sni=True, tlsrpt=False)
    config = dict(path="socket", reuse_port=False, shutdown_timeout=1, cache_grace=60, default_zone=zone, zones={})
    cache = InternalLRUCache()
    responder = STSSocketmapResponder(config, asyncio.get_running_loop(), cache)
    names = responder._default_zone.resolver._resolver = Names()
    policy = dict(version="STSv1", mode="enforce", max_age=DAY, mx=["mx.example.com"])
    await cache.set("example.com", CacheEntry(time.time() - 365 * DAY, "1", policy))

    async def tell(when, record):
        names.record = record
        answer = await responder.process_request(b"postfix example.com")
        print(f"{when}: {answer.partition(b':')[2].decode().rstrip(', ')}")
        entry = await cache.get("example.com")  # two days go by
        await cache.set("example.com", entry._replace(ts=entry.ts - 2 * DAY))

    await tell("a year old, max_age a day, policy host gone, same id", "v=STSv1; id=1")
    await tell("two days after that", "v=STSv1; id=1")
    await tell("and another two, new id", "v=STSv1; id=2")


asyncio.run(main())
PYTHON
{
  python3 -m venv py
  timeout 300 py/bin/pip install -q postfix-mta-sts-resolver==1.5.1
} > build.log 2>&1 || { cat build.log; exit 2; }

# No policy host answers: a proxy stands before it that is not there.
HTTPS_PROXY=http://127.0.0.1:9 timeout 60 py/bin/python probe.py > seen 2> log || { cat log; exit 2; }
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
