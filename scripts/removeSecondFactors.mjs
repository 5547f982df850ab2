import { Refusal, runCommand } from './console/progress.mjs';
import { addressOf, operatorToken } from './run/operator.mjs';

// For the last administrator, who lost every second factor: it works where nobody can sign in.
runCommand(async () => {
  const [email, ...more] = process.argv.slice(2).filter((arg) => arg !== '--');
  if (!email || more.length > 0)
    throw new Refusal(
      'Whose? npm run remove-second-factors -- <e-mail address>: their password stays, their sessions end.',
    );
  const answer = await fetch(`${addressOf('gateway')}/internal/second-factors/remove`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorToken()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });
  if (answer.ok) console.log(`${email} signs in with the password alone, or sets up a second factor anew.`);
  else console.log(JSON.stringify(await answer.json(), null, 2));
  return answer.ok ? 0 : 1;
});
