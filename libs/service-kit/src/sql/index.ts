export * from './excluded.js';
export * from './insertRows.js';
export * from './prepared.js';
export * from './tables.js';
