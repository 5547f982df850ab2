export * from './context.js';
export * from './logger.js';
export * from './metrics.js';
export * from './reach.js';
export * from './tracing.js';
