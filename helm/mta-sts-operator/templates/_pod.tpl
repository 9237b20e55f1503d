{{- define "mta-sts-operator.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end -}}

{{- /* As the pod security standard "restricted" wants it. */ -}}
{{- define "mta-sts-operator.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "mta-sts-operator.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- /* What all pods of the chart have in common; to be called with the root. */ -}}
{{- define "mta-sts-operator.podCommon" -}}
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
securityContext: {{- include "mta-sts-operator.podSecurity" . | nindent 2 }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* A pod that runs one command of the program and ends: dict "root" $ "args" list. */ -}}
{{- define "mta-sts-operator.commandPod" -}}
{{- with .root -}}
restartPolicy: Never
{{ include "mta-sts-operator.podCommon" . }}
{{- end }}
containers:
  - name: {{ first .args }}
    image: {{ include "mta-sts-operator.image" .root | quote }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    args: {{- toYaml .args | nindent 6 }}
    {{- with .env }}
    env: {{- toYaml . | nindent 6 }}
    {{- end }}
    # What it says last is shown by kubectl describe pod too.
    terminationMessagePolicy: FallbackToLogsOnError
    resources: {{- toYaml .root.Values.hookResources | nindent 6 }}
    securityContext: {{- include "mta-sts-operator.containerSecurity" . | nindent 6 }}
    volumeMounts:
      - {name: tmp, mountPath: /tmp}
volumes:
  - {name: tmp, emptyDir: {sizeLimit: 16Mi}}
{{- end -}}
