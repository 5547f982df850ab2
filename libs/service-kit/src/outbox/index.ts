export { feedRoutes } from './feedRoutes.js';
export { EventsPage, readEvents, type EventsQuery } from './readEvents.js';
