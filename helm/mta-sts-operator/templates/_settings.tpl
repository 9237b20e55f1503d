{{- /* What the operator is told: the user's settings, above what the chart sets. */ -}}
{{- define "mta-sts-operator.settings" -}}
{{- $settings := dict "healthPort" 8080 "leaderElection" true -}}
{{- range $name, $value := .Values.settings -}}
{{- if not (kindIs "invalid" $value) -}}
{{- $_ := set $settings $name $value -}}
{{- end -}}
{{- end -}}
{{- if .Values.trustBundle.configMapName -}}
{{- if $settings.ca -}}
{{- fail "trustBundle.configMapName and settings.ca both say whom to trust: set one of them." -}}
{{- end -}}
{{- $_ := set $settings "ca" (include "mta-sts-operator.trustBundle" .) -}}
{{- end -}}
{{- if .Values.updateServers -}}
{{- if or $settings.updateServer $settings.updateKeys -}}
{{- fail "updateServers and settings.updateServer or settings.updateKeys both say who takes updates: set one of them." -}}
{{- end -}}
{{- $servers := list -}}
{{- range .Values.updateServers -}}
{{- $zone := empty .zone | ternary "" (printf "/%s" .zone) -}}
{{- $servers = append $servers (printf "%s=%s:%s@%s%s" .name (.algorithm | default "hmac-sha256") .keyName .server $zone) -}}
{{- end -}}
{{- $_ := set $settings "updateServer" $servers -}}
{{- end -}}
{{- if and (gt (int .Values.replicas) 1) (not $settings.leaderElection) -}}
{{- fail (printf "replicas is %d and settings.leaderElection is false: without it there may be one replica only, or they work against each other." (int .Values.replicas)) -}}
{{- end -}}
{{- if and .Values.monitoring.serviceMonitor.enabled (not (int $settings.healthPort)) -}}
{{- fail "monitoring.serviceMonitor.enabled needs settings.healthPort: with 0 there are no metrics." -}}
{{- end -}}
{{- toYaml $settings -}}
{{- end -}}

{{- define "mta-sts-operator.trustBundle" -}}
/etc/mta-sts/trust/{{ .Values.trustBundle.key }}
{{- end -}}

{{- /* 0 where there is none. */ -}}
{{- define "mta-sts-operator.healthPort" -}}
{{- (include "mta-sts-operator.settings" . | fromYaml).healthPort | int -}}
{{- end -}}
