export * from './money/currencies.js';
export * from './money/decimals.js';
export * from './money/minor.js';
export { decimalsOf } from './money/scales.js';
