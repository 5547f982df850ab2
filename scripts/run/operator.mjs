import { createHmac } from 'node:crypto';
import { Refusal } from '../console/progress.mjs';
import { readRun } from './runFile.mjs';
import { secrets } from './secrets.mjs';

/** The one that runs here, or what the environment names. @param {string} service */
export function addressOf(service) {
  const url =
    process.env[`${service.toUpperCase()}_URL`] ?? readRun()?.parts.find(({ name }) => name === service)?.url;
  if (!url) throw new Refusal(`Closeout does not run here, and ${service.toUpperCase()}_URL is not set.`);
  return url;
}

/** As services show each other: by SERVICE_SECRET, which whoever runs them knows. */
export function operatorToken() {
  const encode = (/** @type {unknown} */ part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const signed = `${encode({ alg: 'HS256' })}.${encode({
    ...{ sub: 'operator', iss: 'closeout-services', aud: 'closeout-internal' },
    ...{ iat, exp: iat + 120 },
  })}`;
  const signature = createHmac('sha256', secrets().serviceSecret).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}
