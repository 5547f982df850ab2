export * from './http/dryRun.js';
export * from './http/eventSource.js';
export * from './http/fieldAccess.js';
export * from './http/operation.js';
export * from './http/problem.js';
export * from './http/protectedFields.js';
export * from './http/summary.js';
export * from './http/warning.js';
