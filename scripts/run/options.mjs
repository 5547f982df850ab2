import { Refusal } from '../console/progress.mjs';

const known = new Set(['--fresh', '--no-demo', '--status']);

/**
 * What follows `npm start --`.
 *
 * @param {string[]} args
 */
export function parseOptions(args) {
  const given = args.filter((arg) => arg !== '--');
  const unknown = given.filter((arg) => !known.has(arg));
  if (unknown.length > 0)
    throw new Refusal(`${unknown.join(' ')} is not known here. Known: ${[...known].join(', ')}.`);
  return {
    fresh: given.includes('--fresh'),
    demo: !given.includes('--no-demo'),
    status: given.includes('--status'),
  };
}

/** The one public port, from the environment. */
export function publicPort() {
  const port = Number(process.env.PORT || 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Refusal(`PORT is ${process.env.PORT}; it must be a number from 1 to 65535.`);
  return port;
}
