export * from './events/envelope.js';
export { RecordsLost } from './events/recordsLost.js';
