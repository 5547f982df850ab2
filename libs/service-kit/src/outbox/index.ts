export { EventsPage, readEvents, type EventsQuery } from './readEvents.js';
