export * from './auth.js';
export * from './billing.js';
export * from './dryRun.js';
export * from './feed.js';
export * from './notifications.js';
export * from './operations.js';
export * from './projects.js';
export * from './summary.js';
