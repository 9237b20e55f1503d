#!/usr/bin/env bash
# Software: dnsmasq 2.90 (Debian 12)
# Guess:    what stands behind the name in txt-record is the text, so a TLSRPT record with two addresses goes in as it is.
# Seen:     a comma without quotes around the text ends a string and is gone. The strings are joined by who reads them, so the
#           two addresses become one that nobody has; dnsmasq starts without a word.
# Output:
#   without quotes: rua=mailto:a@example.commailto:b@example.org
#   with quotes: rua=mailto:a@example.com,mailto:b@example.org
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'kill "$(cat "$work/dnsmasq.pid")" 2> "$work/kill.log" || true; wait; rm -rf "$work"' EXIT
cd "$work"

command -v apt-get > apt || { echo "needs apt-get: the server comes from Debian's packages"; exit 2; }
{
  mapfile -t missing < <(apt-get install -s --no-install-recommends dnsmasq-base bind9-dnsutils | awk '/^Inst/ {print $2}')
  [ ${#missing[@]} = 0 ] || timeout 300 apt-get download "${missing[@]}"
  for package in *.deb; do
    [ ! -e "$package" ] || dpkg -x "$package" root
  done
} > build.log 2>&1 || { cat build.log; exit 2; }
libraries=("$work"/root/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH=${libraries[0]}
PATH=$work/root/usr/sbin:$work/root/usr/bin:/usr/sbin:$PATH
dnsmasq --version | sed -n '1s/ *Copyright.*//p'

port=$((20000 + RANDOM % 20000))
cat > conf <<CONF
port=$port
listen-address=127.0.0.1
bind-interfaces
no-resolv
no-hosts
txt-record=_smtp._tls.plain.example.com,v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.org
txt-record=_smtp._tls.quoted.example.com,"v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.org"
CONF
timeout 60 dnsmasq --keep-in-foreground --conf-file=conf --user="$(id -un)" > log 2>&1 & echo $! > dnsmasq.pid

# The text as a sender joins it.
text() {
  timeout 20 dig +short +tries=10 +time=1 -p $port @127.0.0.1 "_smtp._tls.$1.example.com" TXT | sed 's/" "//g; s/"//g; s/^v=TLSRPTv1; //'
}
{
  echo "without quotes: $(text plain)"
  echo "with quotes: $(text quoted)"
} > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
