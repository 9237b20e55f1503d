#!/usr/bin/env bash
# Software: chasquid 1.18.0 (Go module), its MTA-STS cache
# Guess:    a policy of mode none needs no mx (RFC 8461 section 3.2), so such a policy under a new id
#           ends the enforce policy in a sender's cache at the sender's next look.
# Seen:     chasquid calls it invalid and goes on enforcing the policy before it, up to its max_age.
#           With the mx lines kept the same step is taken.
# Output:
#   cached: mode enforce, mx mx.example.com
#   after mode none without mx: mode enforce
#   after mode none with mx: mode none
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# The package is internal to chasquid's module: a module below its path may import it.
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
	"strings"
	"sync/atomic"
	"time"

	"blitiri.com.ar/go/chasquid/internal/sts"
	"github.com/miekg/dns"
)

const head = "version: STSv1\nmax_age: 86400\n"

var (
	body    atomic.Value // what the policy host serves
	served  = make(chan struct{}, 9)
	id      atomic.Int32
	ctx, _  = context.WithTimeout(context.Background(), 20*time.Second)
)

func main() {
	nameServer()
	policyHost()
	cache, err := sts.NewCache(os.Args[1])
	must(err)

	publish(head + "mode: enforce\nmx: mx.example.com\n")
	policy, err := cache.Fetch(ctx, "example.com")
	must(err)
	fmt.Printf("cached: mode %s, mx %s\n", policy.Mode, strings.Join(policy.MXs, " "))

	publish(head + "mode: none\n")
	fmt.Printf("after mode none without mx: mode %s\n", refreshed(cache))
	publish(head + "mode: none\nmx: mx.example.com\n")
	fmt.Printf("after mode none with mx: mode %s\n", refreshed(cache))
}

func publish(policy string) {
	body.Store(policy)
	id.Add(1)
}

// One pass of the refresh that chasquid makes every ten minutes.
func refreshed(cache *sts.PolicyCache) sts.Mode {
	for len(served) > 0 {
		<-served
	}
	go cache.PeriodicallyRefresh(ctx)
	<-served
	var policy *sts.Policy
	for range 20 { // the pass stores the policy a moment after it was served
		time.Sleep(50 * time.Millisecond)
		var err error
		policy, err = cache.Fetch(ctx, "example.com")
		must(err)
	}
	return policy.Mode
}

func nameServer() {
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	must(err)
	go dns.ActivateAndServe(nil, socket, dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		answer := new(dns.Msg).SetReply(q)
		answer.Answer = []dns.RR{&dns.TXT{
			Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeTXT, Class: dns.ClassINET},
			Txt: []string{fmt.Sprintf("v=STSv1; id=%d", id.Load())}}}
		w.WriteMsg(answer)
	}))
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return net.Dial("udp", socket.LocalAddr().String())
	}}
}

func policyHost() {
	host := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, body.Load())
		served <- struct{}{}
	}))
	http.DefaultTransport = &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: host.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs},
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			return net.Dial("tcp", host.Listener.Addr().String())
		}}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
GO
{
  go mod init blitiri.com.ar/go/chasquid/finding
  timeout 300 go get blitiri.com.ar/go/chasquid@v1.18.0 github.com/miekg/dns@v1.1.73
  timeout 300 go build -mod=mod -o probe .
} > build.log 2>&1 || { cat build.log; exit 2; }

timeout 60 ./probe cache > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
