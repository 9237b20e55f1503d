# shellcheck shell=bash
# To be sourced: BIND and Knot, both from Debian's packages, each a server of the zone example.test that takes dynamic
# updates, on loopback, below the temporary folder $work. Ends them when the script ends.
#
#   update SERVER LINE...     sends lines of nsupdate to bind or knot, prints the answer's status
#   answer SERVER NAME        prints the TTL, type and data that the server answers for the TXT of a name, sorted

work=$(mktemp -d)
trap 'kill $(cat "$work"/*.pid) 2> "$work/kill.log" || true; wait; rm -rf "$work"' EXIT
cd "$work" || exit 2

command -v apt-get > apt || { echo "needs apt-get: the servers come from Debian's packages"; exit 2; }
{
  mapfile -t missing < <(apt-get install -s --no-install-recommends bind9 bind9-dnsutils knot | awk '/^Inst/ {print $2}')
  [ ${#missing[@]} = 0 ] || timeout 300 apt-get download "${missing[@]}"
  for package in *.deb; do
    [ ! -e "$package" ] || dpkg -x "$package" root
  done
} > build.log 2>&1 || { cat build.log; exit 2; }
libraries=("$work"/root/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH=${libraries[0]}
PATH=$work/root/usr/sbin:$work/root/usr/bin:/usr/sbin:$PATH
echo "$(named -v | cut -d' ' -f1-2), $(knotd --version)"

declare -A port=([bind]=$((20000 + RANDOM % 9000)) [knot]=$((30000 + RANDOM % 9000)))
mkdir bind knot
cat > bind/zone <<'ZONE'
$TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
* TXT "site-verification=abc"
_mta-sts.alias CNAME _mta-sts.provider.test.
_mta-sts.one TXT "v=STSv1; id=1"
_mta-sts.two TXT "v=STSv1; " "id=1"
child NS ns.elsewhere.test.
ZONE
cp bind/zone knot/zone
cat > bind/conf <<CONF
options {
  directory "$work/bind"; pid-file none; session-keyfile none; dnssec-validation no; recursion no;
  listen-on port ${port[bind]} { 127.0.0.1; }; listen-on-v6 { none; };
};
controls { };
zone example.test { type primary; file "zone"; allow-update { 127.0.0.1; }; };
CONF
cat > knot/conf <<CONF
server:
  rundir: $work/knot
  listen: 127.0.0.1@${port[knot]}
database:
  storage: $work/knot
acl:
  - id: lab
    address: 127.0.0.1
    action: update
zone:
  - domain: example.test
    storage: $work/knot
    file: zone
    acl: lab
    zonefile-sync: -1
    journal-content: none
CONF
timeout 1800 named -g -c bind/conf > bind/log 2>&1 & echo $! > bind.pid
timeout 1800 knotd -c knot/conf > knot/log 2>&1 & echo $! > knot.pid
for server in bind knot; do
  for _ in $(seq 50); do
    kill -0 "$(cat $server.pid)" 2> kill.log || break
    if dig +short +tries=1 +time=1 -p "${port[$server]}" @127.0.0.1 example.test SOA 2>&1 | grep -q ^ns; then
      continue 2
    fi
    sleep 0.2
  done
  cat $server/log; exit 2
done

update() {
  local server=$1
  shift
  printf '%s\n' "server 127.0.0.1 ${port[$server]}" "zone example.test" "$@" send answer |
    timeout 20 nsupdate 2> nsupdate.log | sed -n 's/.*opcode: UPDATE, status: \([A-Z]*\),.*/\1/p'
}

answer() {
  timeout 20 dig +norec +noall +answer -p "${port[$1]}" @127.0.0.1 "$2" TXT |
    sed 's/^[^[:space:]]*[[:space:]]*\([0-9]*\)[[:space:]]*IN[[:space:]]*\([A-Z]*\)[[:space:]]*/\1 \2 /' | sort | paste -sd, | sed 's/^$/nothing/; s/,/, /g'
}
