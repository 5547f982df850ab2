export * from './config.js';
export * from './createService.js';
export type { Kit } from './Kit.js';
export { throwIfAny } from './requireTls.js';
export * from './runService.js';
export type { Wake } from './schedule.js';
export type { AllSubscriptions, Routes, ServiceOptions } from './ServiceOptions.js';
