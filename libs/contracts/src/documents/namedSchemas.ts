import { z } from 'zod';
import { ComponentSchemas } from './componentSchemas.js';
import * as events from '../events.js';
import * as billingEvents from '../events/billing.js';
import * as gatewayEvents from '../events/gateway.js';
import * as notificationsEvents from '../events/notifications.js';
import * as projectsEvents from '../events/projects.js';
import * as fields from '../fields.js';
import * as http from '../http.js';
import * as billing from '../http/billing.js';
import * as gateway from '../http/gateway.js';
import * as notifications from '../http/notifications.js';
import * as operations from '../http/operations.js';
import * as projects from '../http/projects.js';

const doors = [
  ...[fields, events, gatewayEvents, projectsEvents, billingEvents, notificationsEvents],
  ...[http, gateway, projects, billing, notifications, operations],
];

/** Every exported schema under the name of its export, as a start for an API document. */
export function namedSchemas(): ComponentSchemas {
  const components = new ComponentSchemas();
  for (const module of doors) {
    for (const [name, value] of Object.entries(module)) {
      if (value instanceof z.ZodType) components.add(value, name);
    }
  }
  return components;
}
