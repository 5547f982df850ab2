import { Refusal, runCommand } from './console/progress.mjs';
import { serviceNames } from './root.mjs';
import { addressOf, operatorToken } from './run/operator.mjs';

const usage =
  'npm run resync -- <service> ["reason" [--force] [--position 123456] [--number INV-2026-0031 …]]: without a reason it only shows how the event log stands';

// After a database came back from its backup: docs/restore.md. It works where nobody can sign in.
runCommand(async () => {
  const { service, reason, ...wish } = parse(process.argv.slice(2).filter((arg) => arg !== '--'));
  const url = addressOf(service);
  const headers = { authorization: `Bearer ${operatorToken()}`, 'content-type': 'application/json' };
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
