import type { EventDefinition } from './envelope.js';
import { billingEvents } from './billing.js';
import { gatewayEvents } from './gateway.js';
import { notificationsEvents } from './notifications.js';
import { projectsEvents } from './projects.js';

/** Every event of the product, by its name. */
export const eventCatalog: ReadonlyMap<string, EventDefinition> = new Map(
  [gatewayEvents, billingEvents, projectsEvents, notificationsEvents]
    .flatMap((events) => Object.values(events) as EventDefinition[])
    .map((definition) => [definition.type, definition]),
);
