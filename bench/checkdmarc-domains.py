"""Looks at domains with checkdmarc: MTA-STS, TLS reporting, and MX with STARTTLS, 16 threads.

checkdmarc-domains.py FILE NAMESERVER, by bench/check-domains. Ends with 1 when a domain is not found to be good.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from checkdmarc.mta_sts import check_mta_sts
from checkdmarc.smtp import check_mx
from checkdmarc.smtp_tls_reporting import check_smtp_tls_reporting

THREADS = 16


def look(domain):
    mta_sts = check_mta_sts(domain, nameservers=NAMESERVERS)
    patterns = mta_sts["policy"]["mx"] if mta_sts["valid"] else None
    reporting = check_smtp_tls_reporting(domain, nameservers=NAMESERVERS)
    mx = check_mx(domain, mta_sts_mx_patterns=patterns, check_mx_tls=True, nameservers=NAMESERVERS)
    good = mta_sts["valid"] and reporting["valid"] and len(mx["hosts"]) == 2
    if not good or not all(host.get("starttls") for host in mx["hosts"]):
        return f"{domain}: {mta_sts} {reporting} {mx}"
    return None


NAMESERVERS = [sys.argv[2]]
with open(sys.argv[1], encoding="ascii") as file:
    domains = file.read().split()
with ThreadPoolExecutor(THREADS) as threads:
    bad = [words for words in threads.map(look, domains) if words]
print(*bad[:3], sep="\n", file=sys.stderr)
sys.exit(1 if bad else 0)
