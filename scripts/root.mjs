import { resolve } from 'node:path';
import services from '../libs/contracts/src/services.json' with { type: 'json' };

/** The clone's own folder. */
export const root = resolve(import.meta.dirname, '..');

/** @typedef {keyof typeof services} ServiceName */

const behindTheGateway = Object.keys(services).filter((name) => name !== 'gateway');

/** The services, in the order in which they are started: the gateway is ready when all others are. */
export const serviceNames = /** @type {ServiceName[]} */ ([...behindTheGateway, 'gateway']);

/** Where the embedded parts keep their data, logs and secrets. */
export const dataFolder = () => resolve(root, process.env.CLOSEOUT_DATA || '.closeout');
