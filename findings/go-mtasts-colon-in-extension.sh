#!/usr/bin/env bash
# Software: go-mtasts of 2024-01-30 (Go module), which maddy 0.8.1 reads MTA-STS by
# Guess:    unknown fields of a policy are ignored, whatever their value (RFC 8461 section 3.2).
# Seen:     a colon in the value of one, which the grammar allows, discards the whole policy: the domain has none.
# Output:
#   extension "note: seen": enforce
#   extension "note: https://example.com/": mtasts: no policy
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
	"net"
	"net/http"
	"net/http/httptest"

	"github.com/foxcpp/go-mtasts"
)

type record string

func (r record) LookupTXT(context.Context, string) ([]string, error) { return []string{string(r)}, nil }

func main() {
	var extension string
	host := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprintf(w, "version: STSv1\nmode: enforce\nmax_age: 86400\nmx: mx.example.com\n%s\n", extension)
	}))
	http.DefaultTransport = &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: host.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs},
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			return net.Dial("tcp", host.Listener.Addr().String())
		}}

	for _, extension = range []string{"note: seen", "note: https://example.com/"} {
		cache := mtasts.NewRAMCache()
		cache.Resolver = record("v=STSv1; id=1")
		policy, err := cache.Get(context.Background(), "example.com")
		if err != nil {
			fmt.Printf("extension %q: %v\n", extension, err)
			continue
		}
		fmt.Printf("extension %q: %s\n", extension, policy.Mode)
	}
}
GO
{
  go mod init finding
  timeout 300 go get github.com/foxcpp/go-mtasts@v0.0.0-20240130093538-1438da2e5932
  timeout 300 go build -mod=mod -o probe .
} > build.log 2>&1 || { cat build.log; exit 2; }

timeout 60 ./probe > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
