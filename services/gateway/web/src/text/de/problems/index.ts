import { billingProblems } from './billing.js';
import { fieldProblems } from './fields.js';
import { operationsProblems } from './operations.js';
import { projectProblems } from './projects.js';
import { requestProblems } from './requests.js';
import { secondFactorProblems } from './secondFactor.js';
import { signInProblems } from './signIn.js';
import { userProblems } from './users.js';
import { warnings } from '../warnings.js';
import { workProblems } from './work.js';

export const problems = {
  ...requestProblems,
  ...fieldProblems,
  ...signInProblems,
  ...secondFactorProblems,
  ...userProblems,
  ...projectProblems,
  ...workProblems,
  ...billingProblems,
  ...operationsProblems,
  ...warnings,
};
