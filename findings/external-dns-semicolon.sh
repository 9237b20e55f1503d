#!/usr/bin/env bash
# Software: external-dns 0.22.0 (Go module), its RFC 2136 provider, at BIND 9.18.49 (Debian 12)
# Guess:    when the target of a TXT endpoint changes, the record at the name server changes.
# Seen:     the new one comes beside the old one: what it reads back has no quotes, what it deletes is that text read as in a
#           zone file, where the semicolon begins a comment, so it deletes "v=STSv1". NOERROR, no error, two records.
# Output:
#   created: 300 TXT "v=STSv1; id=1"
#   changed: 300 TXT "v=STSv1; id=1", 300 TXT "v=STSv1; id=2"
#   without a semicolon, created: 300 TXT "id=1"
#   without a semicolon, changed: 300 TXT "id=2"
set -euo pipefail
self=$(realpath "$0")
. "$(dirname "$self")/lab/update-servers.bash"

cat > main.go <<'GO'
package main

import (
	"context"
	"os"
	"strconv"

	"sigs.k8s.io/external-dns/endpoint"
	"sigs.k8s.io/external-dns/pkg/apis/externaldns"
	"sigs.k8s.io/external-dns/plan"
	"sigs.k8s.io/external-dns/provider/rfc2136"
)

// probe PORT NAME TEXT: so that the TXT of the name is the text; what is there now is read from the server.
func main() {
	name, text := os.Args[2], strconv.Quote(os.Args[3])
	config := externaldns.NewConfig()
	config.RFC2136Host = []string{"127.0.0.1"}
	config.RFC2136Port, _ = strconv.Atoi(os.Args[1])
	config.RFC2136Zone = []string{"example.test"}
	config.RFC2136Insecure = true
	config.RFC2136AXFR = true
	config.RFC2136BatchChangeSize = 50
	ctx := context.Background()
	provider, err := rfc2136.New(ctx, config, endpoint.NewDomainFilter(nil))
	must(err)

	there, err := provider.Records(ctx)
	must(err)
	wanted := endpoint.NewEndpointWithTTL(name, "TXT", 300, text)
	changes := &plan.Changes{Create: []*endpoint.Endpoint{wanted}}
	for _, old := range there {
		if old.DNSName == name && old.RecordType == "TXT" {
			changes = &plan.Changes{UpdateOld: []*endpoint.Endpoint{old}, UpdateNew: []*endpoint.Endpoint{wanted}}
		}
	}
	must(provider.ApplyChanges(ctx, changes))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
GO
{
  go mod init finding
  timeout 500 go mod edit -require=sigs.k8s.io/external-dns@v0.22.0
  timeout 1500 go build -mod=mod -o probe .
} > build.log 2>&1 || { cat build.log; exit 2; }

{
  name=_mta-sts.new.example.test
  timeout 60 ./probe "${port[bind]}" $name 'v=STSv1; id=1'
  echo "created: $(answer bind $name)"
  timeout 60 ./probe "${port[bind]}" $name 'v=STSv1; id=2'
  echo "changed: $(answer bind $name)"
  name=plain.example.test
  timeout 60 ./probe "${port[bind]}" $name 'id=1'
  echo "without a semicolon, created: $(answer bind $name)"
  timeout 60 ./probe "${port[bind]}" $name 'id=2'
  echo "without a semicolon, changed: $(answer bind $name)"
} > seen 2> log || { cat log; exit 2; }
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
