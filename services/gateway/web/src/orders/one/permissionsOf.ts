import { orderActions, type OrderActionName } from '../orderActions.js';
import type { Order } from '../orderQueries.js';

type Action = Order['actions'][number];

const asksForReason = (action: Action): action is OrderActionName & Action => action in orderActions;

/** Whoever has one of them may do it. */
export const permissionsOf = (action: Action): readonly string[] =>
  asksForReason(action) ? orderActions[action].permissions : ['cpos.manage'];
