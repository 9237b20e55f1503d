#!/usr/bin/env bash
# Software: mox 0.0.17, go-mtasts of 2024-01-30 (Go modules), postfix-mta-sts-resolver 1.5.1 (PyPI), mailauth 5.0.1 (npm)
# Guess:    of a field that stands twice in a policy, each sender takes the first (RFC 8461 section 3.2), so a second
#           mode below the first, left there by a merge, changes nothing.
# Seen:     the same bytes are a policy in testing for one sender and in enforce for three.
# Output:
#   mox: testing
#   go-mtasts: enforce
#   postfix-mta-sts-resolver: enforce
#   mailauth: enforce
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

printf 'version: STSv1\nmode: testing\nmode: enforce\nmax_age: 86400\nmx: mx.example.com\n' > policy
cat > main.go <<'GO'
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"

	"github.com/foxcpp/go-mtasts"
	moxsts "github.com/mjl-/mox/mtasts"
)

type record string

func (r record) LookupTXT(context.Context, string) ([]string, error) { return []string{string(r)}, nil }

func main() {
	body, err := os.ReadFile("policy")
	must(err)
	policy, err := moxsts.ParsePolicy(string(body))
	must(err)
	fmt.Println("mox:", policy.Mode)

	// go-mtasts parses what it fetched, and nothing else.
	host := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Write(body)
	}))
	http.DefaultTransport = &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: host.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs},
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			return net.Dial("tcp", host.Listener.Addr().String())
		}}
	cache := mtasts.NewRAMCache()
	cache.Resolver = record("v=STSv1; id=1")
	fetched, err := cache.Get(context.Background(), "example.com")
	must(err)
	fmt.Println("go-mtasts:", fetched.Mode)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
GO
{
  go mod init finding
  timeout 300 go get github.com/foxcpp/go-mtasts@v0.0.0-20240130093538-1438da2e5932 github.com/mjl-/mox@v0.0.17
  timeout 300 go build -mod=mod -o probe .
  python3 -m venv py
  timeout 300 py/bin/pip install -q postfix-mta-sts-resolver==1.5.1
  timeout 300 npm install --silent --no-audit --no-fund --ignore-scripts mailauth@5.0.1
} > build.log 2>&1 || { cat build.log; exit 2; }

{
  timeout 60 ./probe
  timeout 60 py/bin/python -c '
from postfix_mta_sts_resolver.utils import parse_mta_sts_policy
print("postfix-mta-sts-resolver:", parse_mta_sts_policy(open("policy").read())["mode"])'
  timeout 60 node -e '
const policy = require("mailauth/lib/mta-sts.js").parsePolicy(require("fs").readFileSync("policy"));
console.log("mailauth:", policy.mode)'
} > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
