export * from './documents/asyncapi.js';
export * from './documents/openapi.js';
export * from './documents/release.js';
export * from './documents/schemaChanges.js';
