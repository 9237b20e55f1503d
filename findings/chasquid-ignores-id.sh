#!/usr/bin/env bash
# Software: chasquid 1.18.0 (Go module), its MTA-STS cache
# Guess:    a sender asks the record at each delivery; a new id makes it fetch the policy, an unchanged id
#           lets it keep what it has (RFC 8461 sections 3.1 and 5.1).
# Seen:     the id plays no part. At a delivery a policy in the cache is used without a question to DNS, new id
#           or not; the pass that chasquid makes every ten minutes fetches again, and takes new bytes under the old id.
# Output:
#   first delivery: 1 question, 1 fetch, mx mx1.example.com
#   delivery after a new id: 0 questions, 0 fetches, mx mx1.example.com
#   pass after new bytes under that id: 1 question, 1 fetch, mx mx3.example.com
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
	"sync/atomic"
	"time"

	"blitiri.com.ar/go/chasquid/internal/sts"
	"github.com/miekg/dns"
)

var (
	body               atomic.Value // what the policy host serves
	id                 atomic.Int32
	questions, fetches atomic.Int32
	ctx, _             = context.WithTimeout(context.Background(), 20*time.Second)
)

func main() {
	nameServer()
	policyHost()
	cache, err := sts.NewCache(os.Args[1])
	must(err)

	publish("mx1.example.com")
	id.Store(1)
	tell("first delivery", cache)

	publish("mx2.example.com")
	id.Store(2)
	tell("delivery after a new id", cache)

	publish("mx3.example.com")
	go cache.PeriodicallyRefresh(ctx)
	for fetches.Load() == 0 && ctx.Err() == nil {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(time.Second) // the pass stores the policy a moment after it was served
	tell("pass after new bytes under that id", cache)
}

func publish(mx string) {
	body.Store("version: STSv1\nmode: enforce\nmax_age: 86400\nmx: " + mx + "\n")
}

func tell(step string, cache *sts.PolicyCache) {
	policy, err := cache.Fetch(ctx, "example.com")
	must(err)
	fmt.Printf("%s: %s, %s, mx %s\n", step,
		count(questions.Swap(0), "question", "questions"), count(fetches.Swap(0), "fetch", "fetches"), policy.MXs[0])
}

func count(n int32, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", many)
}

func nameServer() {
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	must(err)
	go dns.ActivateAndServe(nil, socket, dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		questions.Add(1)
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
		fetches.Add(1)
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
