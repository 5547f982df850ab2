import { resolve } from 'node:path';

/** The clone's own folder. */
export const root = resolve(import.meta.dirname, '..');

/** The four services, in the order in which they are listed; each is a folder in services/. */
export const serviceNames = /** @type {const} */ (['projects', 'billing', 'notifications', 'gateway']);

/** Where the embedded parts keep their data, logs and secrets. */
export const dataFolder = () => resolve(root, process.env.CLOSEOUT_DATA || '.closeout');
