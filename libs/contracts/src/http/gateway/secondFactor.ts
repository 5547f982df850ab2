import { confirmApp, removeApp, setUpApp } from './secondFactor/authenticatorApp.js';
import { getMySecondFactors, makeRecoveryCodes, removeSecondFactors } from './secondFactor/ownFactors.js';
import {
  addPasskey,
  askForPasskey,
  beginPasskey,
  openSessionByPasskey,
  removePasskey,
} from './secondFactor/passkeys.js';
import { askForProof, proveMyself } from './secondFactor/proof.js';
import { completeLogin, completeSession, setUpAppAtSignIn } from './secondFactor/secondStep.js';

export * from './secondFactor/authenticatorApp.js';
export { Challenge } from './secondFactor/challenge.js';
export * from './secondFactor/ownFactors.js';
export * from './secondFactor/passkey.js';
export * from './secondFactor/passkeys.js';
export * from './secondFactor/proof.js';
export * from './secondFactor/secondStep.js';

/** In the order of the API's document. */
export const secondFactorOperations = {
  completeLogin,
  completeSession,
  setUpAppAtSignIn,
  getMySecondFactors,
  askForPasskey,
  openSessionByPasskey,
  proveMyself,
  askForProof,
  beginPasskey,
  addPasskey,
  removePasskey,
  setUpApp,
  confirmApp,
  removeApp,
  makeRecoveryCodes,
  removeSecondFactors,
} as const;
