#!/usr/bin/env bash
# Software: Unbound 1.17.1 (Debian 12), Knot DNS 3.2.6
# Guess:    a validating resolver answers SERVFAIL from the second on in which a zone's signatures are over.
# Seen:     Unbound takes them for another hour, and says that it has validated the answer (val-sig-skew-min: 3600). A resolver without
#           that patience has refused them for as long.
# Output:
#   by default: NOERROR, with ad
#   val-sig-skew-min and -max 0: SERVFAIL
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'kill $(cat server.pid unbound.pid) 2> kill.log || true; wait; rm -rf "$work"' EXIT
cd "$work"

command -v apt-get > apt || { echo "needs apt-get: the servers come from Debian's packages"; exit 2; }
{
  mapfile -t missing < <(apt-get install -s --no-install-recommends unbound knot bind9-dnsutils | awk '/^Inst/ {print $2}')
  [ ${#missing[@]} = 0 ] || timeout 300 apt-get download "${missing[@]}"
  for package in *.deb; do
    [ ! -e "$package" ] || dpkg -x "$package" root
  done
} > build.log 2>&1 || { cat build.log; exit 2; }
libraries=("$work"/root/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH=${libraries[0]}
PATH=$work/root/usr/sbin:$work/root/usr/bin:/usr/sbin:$PATH
unbound -V | sed -n 's/^Version/Unbound/p'
knotd --version

port=$((20000 + RANDOM % 12000)) # below those that systems give away
mkdir keys zones
cat > zones/example.zone <<ZONE
\$ORIGIN example.
@ 2 SOA ns hostmaster 1 3600 600 86400 60
@ 2 NS ns
ns 2 A 127.0.0.1
text 2 TXT "v=STSv1; id=1;"
ZONE

# Knot signs it for half a minute, and then serves what it has signed as it is.
knot() {
  cat > knot.conf <<CONF
server:
  rundir: $work
  listen: 127.0.0.1@$port
  automatic-acl: off
database:
  storage: $work/keys
policy:
- id: brief
  single-type-signing: on
  rrsig-lifetime: 20
  rrsig-refresh: 5
  rrsig-pre-refresh: 1
  propagation-delay: 1
  zone-max-ttl: 2
  dnskey-ttl: 2
zone:
- domain: example
  storage: $work/zones
  file: example.zone
  zonefile-sync: 0
  zonefile-load: $1
  journal-content: $3
  dnssec-signing: $2
  dnssec-policy: brief
CONF
  timeout 300 knotd --config knot.conf > "knot.$2" 2>&1 & echo $! > server.pid
}
knot difference-no-serial on all
for _ in {1..100}; do grep -q RRSIG zones/example.zone && break; read -rt 0.2 <> <(:) || true; done
grep -q RRSIG zones/example.zone || { cat knot.on; exit 2; }
ds=$(keymgr --config knot.conf example ds | sed -n '1s/ DS/ IN DS/p')
end=$(awk '$3 == "RRSIG" && $4 == "TXT" {print $8}' zones/example.zone)
kill "$(cat server.pid)"; wait "$(cat server.pid)" 2> wait.log || true
knot whole off none
until [ "$(date -u +%Y%m%d%H%M%S)" -gt "$((end + 1))" ]; do read -rt 0.5 <> <(:) || true; done

resolver() {
  cat > unbound.conf <<CONF
server:
  directory: "$work"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  interface: 127.0.0.1
  port: $((port + 1))
  do-ip6: no
  do-not-query-localhost: no
  module-config: "validator iterator"
  ede: yes
  trust-anchor: "$ds"
  $*
remote-control:
  control-enable: no
stub-zone:
  name: "example"
  stub-addr: 127.0.0.1@$port
CONF
  timeout 60 unbound -d -c unbound.conf > unbound.log 2>&1 & echo $! > unbound.pid
}
ask() { # until the resolver is up
  for _ in {1..50}; do
    timeout 30 dig +tries=2 +time=5 +adflag -p $((port + 1)) @127.0.0.1 text.example TXT > answer || true
    ! grep -q HEADER answer || return 0
    read -rt 0.2 <> <(:) || true
  done
}
said() {
  ask
  sed -n 's/^;; ->>HEADER<<-.*status: \([A-Z]*\),.*/\1/p; s/^;; flags:.* ad[ ;].*/with ad/p' answer | paste -sd, | sed 's/,/, /'
}
{
  resolver
  echo "by default: $(said)"
  kill "$(cat unbound.pid)"; wait "$(cat unbound.pid)" 2> wait.log || true
  resolver "$(printf 'val-sig-skew-min: 0\n  val-sig-skew-max: 0')"
  echo "val-sig-skew-min and -max 0: $(said)"
} > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
