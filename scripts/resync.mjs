import { createHmac } from 'node:crypto';
import { Refusal, runCommand } from './console/progress.mjs';
import { serviceNames } from './root.mjs';
import { readRun } from './run/runFile.mjs';
import { secrets } from './run/secrets.mjs';

const usage =
  'npm run resync -- <service> ["reason" [--force] [--position 123456] [--number INV-2026-0031 …]]: without a reason it only shows how the event log stands';

// After a database came back from its backup: docs/restore.md. It works where nobody can sign in.
runCommand(async () => {
  const { service, reason, ...wish } = parse(process.argv.slice(2).filter((arg) => arg !== '--'));
  const url = addressOf(service);
  const headers = { authorization: `Bearer ${token()}`, 'content-type': 'application/json' };
  const answer = reason
    ? await fetch(`${url}/internal/event-log/resync`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ reason, ...wish }),
      })
    : await fetch(`${url}/internal/event-log`, { headers });
  console.log(JSON.stringify(await answer.json(), null, 2));
  return answer.ok ? 0 : 1;
});

/** @param {string[]} args */
function parse(args) {
  const [service, reason, ...rest] = args;
  const name = serviceNames.find((known) => known === service);
  if (!name) throw new Refusal(`Which service? ${serviceNames.join(' | ')}\n${usage}`);
  const numbers = [];
  let force = false;
  let position = 0;
  for (let at = 0; at < rest.length; at += 1) {
    const number = /^([A-Z]{3})-(\d{4})-(\d+)$/.exec(rest[at + 1] ?? '');
    if (rest[at] === '--force') force = true;
    else if (rest[at] === '--position' && /^\d+$/.test(rest[at + 1] ?? ''))
      position = Number(rest[(at += 1)]);
    else if (rest[at] === '--number' && number) {
      numbers.push({ series: number[1], year: Number(number[2]), last: Number(number[3]) });
      at += 1;
    } else throw new Refusal(`${rest[at]} is not known here.\n${usage}`);
  }
  return { service: name, reason, force, position, numbers };
}

/** The one that runs here, or what the environment names. @param {string} service */
function addressOf(service) {
  const url =
    process.env[`${service.toUpperCase()}_URL`] ?? readRun()?.parts.find(({ name }) => name === service)?.url;
  if (!url) throw new Refusal(`Closeout does not run here, and ${service.toUpperCase()}_URL is not set.`);
  return url;
}

/** As services show each other: by SERVICE_SECRET, which whoever runs them knows. */
function token() {
  const encode = (/** @type {unknown} */ part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const signed = `${encode({ alg: 'HS256' })}.${encode({
    ...{ sub: 'operator', iss: 'closeout-services', aud: 'closeout-internal' },
    ...{ iat, exp: iat + 120 },
  })}`;
  const signature = createHmac('sha256', secrets().serviceSecret).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}
