-- The health of a MailDomainPolicy or a PolicyServer, for Argo CD; gitops.md says where to put it.
--   Healthy      Ready is True for the spec as it stands
--   Degraded     a person has to act: on the spec, on DNS, on a mail server
--   Progressing  it goes on by itself, or could not be seen

-- With these reasons Ready is False for a while only. Every other one waits for a person, as each does where the operator only observes.
local passes = {
  CertificateQueued = true, -- other certificates are before it
  Issuing = true, -- cert-manager is at it
  PodsNotReady = true, -- the Deployment is at it
  PolicyDiffers = true, -- the new policy has not reached every cache
  PolicyReplicasDiffer = true, -- nor every pod
  Retiring = true, -- it is being deleted
}

local function health(status, message)
  return { status = status, message = message }
end

if obj.metadata.deletionTimestamp ~= nil then
  return health("Progressing", "Being deleted")
end
if obj.status == nil or obj.status.conditions == nil then
  return health("Progressing", "Not seen by the operator yet")
end
if obj.status.observedGeneration ~= obj.metadata.generation then
  return health("Progressing", "The operator has not seen this spec yet")
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end
local function is(name, status)
  return conditions[name] ~= nil and conditions[name].status == status
end
local function said(name)
  return conditions[name].reason .. ": " .. conditions[name].message
end

if is("Stalled", "True") then
  return health("Degraded", said("Stalled"))
end
if is("Accepted", "False") then -- a PolicyServer has no Stalled
  return health("Degraded", said("Accepted"))
end
if is("Ready", "True") then
  return health("Healthy", said("Ready"))
end
local observed = obj.spec ~= nil and obj.spec.management == "Observe"
if is("Ready", "False") and (observed or not passes[conditions.Ready.reason]) then
  return health("Degraded", said("Ready"))
end
return health("Progressing", conditions.Ready ~= nil and said("Ready") or "Not looked at yet")
