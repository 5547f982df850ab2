export * from './client.js';
export * from './createTestDatabase.js';
export * from './createTestTokens.js';
export * from './eventually.js';
export * from './namespace.js';
export * from './peer.js';
export * from './serviceToken.js';
export * from './testConfig.js';
