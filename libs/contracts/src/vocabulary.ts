/**
 * The closed lists of words that events, operations and the web UI share. A later release may add to them: who reads an event
 * takes a word that it does not know as "other".
 * One file for each subject, so that a page of the web UI loads the lists of its own.
 */
export * from './vocabulary/billing.js';
export * from './vocabulary/closing.js';
export * from './vocabulary/projects.js';
export * from './vocabulary/projectStatusWords.js';
