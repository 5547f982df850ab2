import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts: a person, a machine with an API key, another service, or this service by itself. */
export interface ContextActor {
  kind: 'user' | 'api-key' | 'service';
  id: string;
  name: string;
}

/**
 * What belongs to the request or message that is being worked on, wherever in the code that happens.
 * Log lines, events and the audit log take their ids from it.
 */
export interface Context {
  requestId?: string;
  /** Id of the request or event at the very beginning of the chain. */
  correlationId?: string;
  /** Id of the event that is being applied, if any. */
  causationId?: string;
  actor?: ContextActor;
  /** W3C trace context, passed on in events. */
  traceparent?: string;
  eventId?: string;
}

const storage = new AsyncLocalStorage<Context>();
const nothing: Context = Object.freeze({});

export function currentContext(): Context {
  return storage.getStore() ?? nothing;
}

export function runWithContext<R>(context: Context, run: () => R): R {
  return storage.run(context, run);
}
