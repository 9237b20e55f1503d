#!/usr/bin/env bash
# Software: mox 0.0.17 (Go module), its MTA-STS parser
# Guess:    an mx value that can match no host, an address for one, is dead weight: the other lines count as ever.
#           (192.0.2.1 even fits the grammar, RFC 8461 section 3.2: Domain of RFC 5321, labels may be digits.)
# Seen:     one such line discards the whole policy, the good lines with it.
# Output:
#   mx: mx.example.com: enforce
#   mx: mx.example.com and mx: old.example.net: enforce
#   mx: mx.example.com and mx: 192.0.2.1: no policy
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > main.go <<'GO'
package main

import (
	"fmt"
	"strings"

	"github.com/mjl-/mox/mtasts"
)

func main() {
	for _, lines := range [][]string{
		{"mx: mx.example.com"},
		{"mx: mx.example.com", "mx: old.example.net"},
		{"mx: mx.example.com", "mx: 192.0.2.1"},
	} {
		verdict := "no policy"
		policy, err := mtasts.ParsePolicy("version: STSv1\nmode: enforce\nmax_age: 86400\n" + strings.Join(lines, "\n") + "\n")
		if err == nil {
			verdict = string(policy.Mode)
		}
		fmt.Printf("%s: %s\n", strings.Join(lines, " and "), verdict)
	}
}
GO
{
  go mod init finding
  timeout 300 go get github.com/mjl-/mox@v0.0.17
  timeout 300 go build -mod=mod -o probe .
} > build.log 2>&1 || { cat build.log; exit 2; }

timeout 60 ./probe > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
