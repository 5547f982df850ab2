export * from './notifications/emails.js';
export * from './notifications/feed.js';
