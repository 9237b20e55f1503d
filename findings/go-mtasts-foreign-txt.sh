#!/usr/bin/env bash
# Software: go-mtasts of 2024-01-30 (Go module), which maddy 0.8.1 reads MTA-STS by; mox 0.0.17 beside it
# Guess:    a TXT that does not begin with v=STSv1 is put aside before records are counted (RFC 8461 section 3.1),
#           so a site's verification token that a wildcard or a slip puts beside the record harms nothing.
# Seen:     mox puts it aside; go-mtasts counts every TXT of the name, and with two of them the domain has no MTA-STS.
# Output:
#   record alone: mox enforce, go-mtasts enforce
#   record beside a token: mox enforce, go-mtasts mtasts: no policy
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > main.go <<'GO'
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"

	"github.com/foxcpp/go-mtasts"
	"github.com/mjl-/mox/dns"
	moxsts "github.com/mjl-/mox/mtasts"
)

type records []string

func (r records) LookupTXT(context.Context, string) ([]string, error) { return r, nil }

func main() {
	host := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, "version: STSv1\nmode: enforce\nmax_age: 86400\nmx: mx.example.com\n")
	}))
	http.DefaultTransport = &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: host.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs},
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			return net.Dial("tcp", host.Listener.Addr().String())
		}}
	moxsts.HTTPClient.Transport = http.DefaultTransport

	tell("record alone", "v=STSv1; id=1")
	tell("record beside a token", "v=STSv1; id=1", "site-verification=abc")
}

func tell(what string, txt ...string) {
	cache := mtasts.NewRAMCache()
	cache.Resolver = records(txt)
	policy, err := cache.Get(context.Background(), "example.com")

	resolver := dns.MockResolver{TXT: map[string][]string{"_mta-sts.example.com.": txt}}
	_, moxPolicy, _, moxErr := moxsts.Get(context.Background(), slog.New(slog.NewTextHandler(io.Discard, nil)), resolver, dns.Domain{ASCII: "example.com"})

	fmt.Printf("%s: mox %s, go-mtasts %s\n", what,
		outcome(moxErr, func() any { return moxPolicy.Mode }), outcome(err, func() any { return policy.Mode }))
}

func outcome(err error, mode func() any) any {
	if err != nil {
		return err
	}
	return mode()
}
GO
{
  go mod init finding
  timeout 300 go get github.com/foxcpp/go-mtasts@v0.0.0-20240130093538-1438da2e5932 github.com/mjl-/mox@v0.0.17
  timeout 300 go build -mod=mod -o probe .
} > build.log 2>&1 || { cat build.log; exit 2; }

timeout 60 ./probe > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
