#!/usr/bin/env bash
# Software: kube-openapi of 2026-07-21 (Go module), by which the Kubernetes API server validates custom resources
# Guess:    a field with "format: email" holds an address that may be put behind "mailto:", for reports say, and
#           "format: uri" a URI with its scheme.
# Seen:     "email" is a mailbox of a message header: it may have a display name and angle brackets. "uri" is what a request
#           line may hold: a path alone, a scheme alone and a blank pass. Neither is what goes into rua (RFC 8460 section 3).
# Output:
#   email reports@example.com: accepted
#   email Reports <reports@example.com>: accepted
#   email mailto:reports@example.com: refused
#   uri mailto:reports@example.com: accepted
#   uri mailto:re ports@example.com: accepted
#   uri /reports: accepted
#   uri https:: accepted
#   uri example.com/reports: refused
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > main.go <<'GO'
package main

import (
	"fmt"

	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kube-openapi/pkg/validation/strfmt"
	"k8s.io/kube-openapi/pkg/validation/validate"
)

func main() {
	for _, row := range [][2]string{
		{"email", "reports@example.com"},
		{"email", "Reports <reports@example.com>"},
		{"email", "mailto:reports@example.com"},
		{"uri", "mailto:reports@example.com"},
		{"uri", "mailto:re ports@example.com"},
		{"uri", "/reports"},
		{"uri", "https:"},
		{"uri", "example.com/reports"},
	} {
		schema := spec.StringProperty()
		schema.Format = row[0]
		verdict := "refused"
		if validate.NewSchemaValidator(schema, nil, "spec.rua", strfmt.Default).Validate(row[1]).IsValid() {
			verdict = "accepted"
		}
		fmt.Printf("%s %s: %s\n", row[0], row[1], verdict)
	}
}
GO
{
  go mod init finding
  go mod edit -require=k8s.io/kube-openapi@v0.0.0-20260721132016-d427ff9ee9ad
  timeout 500 go build -mod=mod -o probe .
} > build.log 2>&1 || { cat build.log; exit 2; }

timeout 60 ./probe > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
