{{- /* What the operator may do where it looks after resources. docs/rbac.md names the line of code that needs each. No rule on Secrets: it reads and writes none. */ -}}
{{- define "mta-sts-operator.rules" -}}
# What people write is read, given a finalizer, and never made or removed.
- apiGroups: [mtasts.io]
  resources: [maildomainpolicies]
  verbs: [get, list, watch, patch]
# The server called default is made on demand and removed when unused; one from which policies are served is held by a finalizer.
- apiGroups: [mtasts.io]
  resources: [policyservers]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [mtasts.io]
  resources: [maildomainpolicies/status, policyservers/status]
  verbs: [update]
# Children, by server-side apply; they go with their owner, by garbage collection.
- apiGroups: [""]
  resources: [configmaps, serviceaccounts, services]
  verbs: [get, list, watch, create, patch]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch, create, patch]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch]
# That of a domain that has been handed over goes: a host may be in one Ingress only.
- apiGroups: [networking.k8s.io]
  resources: [ingresses]
  verbs: [get, list, watch, create, patch, delete]
# Removed when a server goes down to one replica.
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [cert-manager.io]
  resources: [certificates]
  verbs: [get, list, watch, create, patch]
- apiGroups: [cert-manager.io]
  resources: [issuers]
  verbs: [list, watch]
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes]
  verbs: [get, list, watch, create, patch, delete]
# Records that external-dns publishes.
- apiGroups: [externaldns.k8s.io]
  resources: [dnsendpoints]
  verbs: [get, list, watch, create, patch]
# Where the pods are that are asked for a policy.
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [list, watch]
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- end -}}
