#!/usr/bin/env bash
# Software: kube-openapi of 2026-07-21 (Go module), by which the Kubernetes API server validates custom resources; Go 1.26
# Guess:    a field with "format: duration" holds what metav1.Duration holds: 90m, 24h, 1h30m.
# Seen:     the API server also takes days, weeks, words and the form of ISO 8601, none of which time.ParseDuration reads, so
#           a resource that was accepted cannot be read by a controller. A field of its own pattern is safer.
# Output:
#   1h30m: accepted, read as 1h30m0s
#   90: refused, not read
#   1d: accepted, not read
#   1 week: accepted, not read
#   1 hour 30 min: accepted, not read
#   P1D: accepted, not read
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > main.go <<'GO'
package main

import (
	"fmt"
	"time"

	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kube-openapi/pkg/validation/strfmt"
	"k8s.io/kube-openapi/pkg/validation/validate"
)

func main() {
	schema := spec.StringProperty()
	schema.Format = "duration"
	validator := validate.NewSchemaValidator(schema, nil, "spec.interval", strfmt.Default)
	for _, value := range []string{"1h30m", "90", "1d", "1 week", "1 hour 30 min", "P1D"} {
		verdict, read := "refused", "not read"
		if validator.Validate(value).IsValid() {
			verdict = "accepted"
		}
		if duration, err := time.ParseDuration(value); err == nil {
			read = "read as " + duration.String()
		}
		fmt.Printf("%s: %s, %s\n", value, verdict, read)
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
