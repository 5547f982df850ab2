import { z } from 'zod';
import { ComponentSchemas } from './componentSchemas.js';
import * as dates from './dates.js';
import * as envelope from './envelope.js';
import * as events from './events/index.js';
import * as http from './http/index.js';
import * as ids from './ids.js';
import * as money from './money.js';
import * as problem from './problem.js';

/** Every exported schema under the name of its export, as a start for an API document. */
export function namedSchemas(): ComponentSchemas {
  const components = new ComponentSchemas();
  for (const module of [ids, dates, money, problem, envelope, events, http]) {
    for (const [name, value] of Object.entries(module)) {
      if (value instanceof z.ZodType) components.add(value, name);
    }
  }
  return components;
}
