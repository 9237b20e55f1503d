#!/usr/bin/env bash
# Software: mailauth 5.0.1 (npm), getPolicy, by which mx-connect 2.0.0 reads MTA-STS
# Guess:    while a cached policy has not expired and the id is the same, it is used without a fetch;
#           once it has expired, it is fetched again (RFC 8461 section 5.1).
# Seen:     the other way round: one that is still good is fetched at every look, one that has expired is
#           renewed unseen for as long as the id in DNS stays the same, whatever the policy host says meanwhile.
# Output:
#   cached policy good for a day, same id: fetched 1 time, found, mode none
#   cached policy expired yesterday, same id: fetched 0 times, renewed, mode enforce
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > probe.mjs <<'JS'
import https from 'node:https';
import fs from 'node:fs';
import mailauth from 'mailauth/lib/mta-sts.js';

let fetched = 0;
const host = https.createServer({ key: fs.readFileSync('key.pem'), cert: fs.readFileSync('cert.pem') }, (_, answer) => {
    fetched++;
    answer.setHeader('Content-Type', 'text/plain');
    answer.end('version: STSv1\nmode: none\nmax_age: 86400\nmx: mx.example.com\n');
});
await new Promise(listening => host.listen(0, '127.0.0.1', listening));

// What goes to port 443 goes to the host above.
const connect = https.globalAgent.createConnection;
https.globalAgent.createConnection = function (options, done) {
    return connect.call(this, { ...options, port: host.address().port }, done);
};
const resolver = async (name, type) => (type === 'TXT' ? [['v=STSv1; id=1']] : ['127.0.0.1']);

async function look(what, days) {
    const known = { id: '1', version: 'STSv1', mode: 'enforce', maxAge: 86400, mx: ['mx.example.com'],
        expires: new Date(Date.now() + days * 86400000).toISOString() };
    fetched = 0;
    const { policy, status } = await mailauth.getPolicy('example.com', known, { resolver });
    console.log(`cached policy ${what}, same id: fetched ${fetched} time${fetched === 1 ? '' : 's'}, ${status}, mode ${policy.mode}`);
}
await look('good for a day', 1);
await look('expired yesterday', -1);
process.exit();
JS
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=lab \
  -addext subjectAltName=DNS:mta-sts.example.com 2> build.log
timeout 300 npm install --silent --no-audit --no-fund --ignore-scripts mailauth@5.0.1 >> build.log 2>&1 || { cat build.log; exit 2; }

NODE_EXTRA_CA_CERTS=cert.pem timeout 60 node probe.mjs > seen
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
