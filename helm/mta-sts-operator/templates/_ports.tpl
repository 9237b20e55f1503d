{{- /* The port of .place, HOST[:PORT] or [IPV6]:PORT, with a scheme, a login and a #name or without; .usual where it says none. */ -}}
{{- define "mta-sts-operator.port" -}}
{{- $place := regexReplaceAll "^[a-z0-9]+://" (toString .place) "" -}}
{{- $place = regexReplaceAll "^.*@" (regexReplaceAll "[/#].*$" $place "") "" -}}
{{- $port := regexFind "^([^:\\[\\]]*|\\[.*\\]):[0-9]+$" $place | regexFind "[0-9]+$" -}}
{{- $port | default .usual -}}
{{- end -}}

{{- /* Where the settings lead: {dns: […], tcp: […]}, ports for UDP and TCP, and for TCP alone. */ -}}
{{- define "mta-sts-operator.egressPorts" -}}
{{- $settings := include "mta-sts-operator.settings" . | fromYaml }}
{{- $dns := list "53" ($settings.dnsPort | default 53 | toString) }}
{{- $https := $settings.httpsPort | default 443 | toString }}
{{- $smtp := $settings.smtpPort | default 25 | toString }}
{{- $tcp := list $https }}
{{- if not $settings.noSmtp }}
{{- $tcp = append $tcp $smtp }}
{{- end }}
{{- range $settings.resolver }}
{{- if hasPrefix "tls://" . }}
{{- $tcp = append $tcp (include "mta-sts-operator.port" (dict "place" . "usual" "853")) }}
{{- else }}
{{- $dns = append $dns (include "mta-sts-operator.port" (dict "place" . "usual" "53")) }}
{{- end }}
{{- end }}
{{- range list $settings.policyProxy $settings.smtpProxy }}
{{- if . }}
{{- $tcp = append $tcp (include "mta-sts-operator.port" (dict "place" . "usual" (hasPrefix "http:" . | ternary "3128" "1080"))) }}
{{- end }}
{{- end }}
{{- with $settings.httpsControl }}
{{- $tcp = append $tcp (include "mta-sts-operator.port" (dict "place" . "usual" $https)) }}
{{- end }}
{{- with $settings.smtpControl }}
{{- $tcp = append $tcp (include "mta-sts-operator.port" (dict "place" . "usual" $smtp)) }}
{{- end }}
{{- range $settings.connectTo }}
{{- /* Without a port of its own it is that which was meant to be connected to. */ -}}
{{- $tcp = append $tcp (include "mta-sts-operator.port" (dict "place" (splitList "=" . | last) "usual" $https)) }}
{{- end }}
{{- dict "dns" (uniq $dns) "tcp" (uniq $tcp) | toYaml }}
{{- end -}}
