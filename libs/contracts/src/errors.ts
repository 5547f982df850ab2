export * from './errors/catalog.js';
export * from './errors/commonErrors.js';
export * from './errors/domainError.js';
export * from './errors/protocolErrors.js';
