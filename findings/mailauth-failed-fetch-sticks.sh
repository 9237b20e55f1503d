#!/usr/bin/env bash
# Software: mailauth 5.0.1 (npm), getPolicy, by which mx-connect 2.0.0 reads MTA-STS
# Guess:    a fetch that fails at the first contact is tried again (RFC 8461 section 3.3: after five minutes, say),
#           so a policy host that was down for an hour is forgotten once it is up.
# Seen:     the failure is kept as a policy of mode none under that id. Once this entry is an hour old, the policy
#           host is not asked again while the id stays the same; a new id ends it.
# Output:
#   first contact, policy host down: errored, mode none
#   two hours later, policy host up, same id: fetched 0 times, errored, mode none
#   a day later, policy host up, same id: fetched 0 times, errored, mode none
#   policy host up, new id: fetched 1 time, found, mode enforce
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > probe.mjs <<'JS'
import https from 'node:https';
import fs from 'node:fs';
import mailauth from 'mailauth/lib/mta-sts.js';

let fetched = 0, up = false, id = '1';
const host = https.createServer({ key: fs.readFileSync('key.pem'), cert: fs.readFileSync('cert.pem') }, (request, answer) => {
    if (!up) {
        return request.destroy();
    }
    fetched++;
    answer.setHeader('Content-Type', 'text/plain');
    answer.end('version: STSv1\nmode: enforce\nmax_age: 86400\nmx: mx.example.com\n');
});
await new Promise(listening => host.listen(0, '127.0.0.1', listening));

// What goes to port 443 goes to the host above.
const connect = https.globalAgent.createConnection;
https.globalAgent.createConnection = function (options, done) {
    return connect.call(this, { ...options, port: host.address().port }, done);
};
const resolver = async (name, type) => (type === 'TXT' ? [[`v=STSv1; id=${id}`]] : ['127.0.0.1']);

let known;
async function look(what, hours) {
    if (known) { // time goes by: what is kept grows older
        known.expires = new Date(Date.parse(known.expires) - hours * 3600000).toISOString();
    }
    fetched = 0;
    const { policy, status } = await mailauth.getPolicy('example.com', known, { resolver });
    known = policy;
    console.log(`${what}${fetches()}${status}, mode ${policy.mode}`);
}
const fetches = () => (up ? `: fetched ${fetched} time${fetched === 1 ? '' : 's'}, ` : ': ');

await look('first contact, policy host down', 0);
up = true;
await look('two hours later, policy host up, same id', 2);
await look('a day later, policy host up, same id', 24);
id = '2';
await look('policy host up, new id', 0);
process.exit();
JS
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=lab \
  -addext subjectAltName=DNS:mta-sts.example.com 2> build.log
timeout 300 npm install --silent --no-audit --no-fund --ignore-scripts mailauth@5.0.1 >> build.log 2>&1 || { cat build.log; exit 2; }

NODE_EXTRA_CA_CERTS=cert.pem timeout 60 node probe.mjs > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
