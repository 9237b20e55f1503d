{{- /* Of every object; short enough for what is added to it. */ -}}
{{- define "mta-sts-operator.name" -}}
{{- $chart := .Values.nameOverride | default .Chart.Name -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains $chart .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $chart | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- /* The Deployment's selector, which cannot change from version to version. */ -}}
{{- define "mta-sts-operator.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- /* Selects the operator's pods and not those of hooks. */ -}}
{{- define "mta-sts-operator.pods" -}}
{{ include "mta-sts-operator.selector" . }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "mta-sts-operator.labels" -}}
{{ include "mta-sts-operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "mta-sts-operator.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "mta-sts-operator.name" .) -}}
{{- end -}}

{{- define "mta-sts-operator.subject" -}}
- kind: ServiceAccount
  name: {{ include "mta-sts-operator.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}
