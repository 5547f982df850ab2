export * from './Actor.js';
export * from './endedTokens.js';
export * from './serviceTokens.js';
export * from './verifyAccessToken.js';
