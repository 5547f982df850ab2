import { trace } from '@opentelemetry/api';
import { pino, stdSerializers, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { currentContext } from './context.js';
import { hideSecrets, shownValue } from './hideSecrets.js';

export type Logger = PinoLogger;

export interface LoggerOptions {
  service: string;
  level?: string;
  destination?: DestinationStream;
}

/**
 * JSON lines. Each carries the ids of the request or event that is being worked on; what is known to be
 * secret never reaches them.
 */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: { service: options.service },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), log: hideSecrets },
      serializers: { err: (error: Error) => shownValue(stdSerializers.err(error)) },
      mixin: contextFields,
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
}

function contextFields(): Record<string, string> {
  const { requestId, correlationId, eventId, causationId } = currentContext();
  const fields: Record<string, string> = {};
  if (requestId) fields['requestId'] = requestId;
  if (correlationId && correlationId !== requestId) fields['correlationId'] = correlationId;
  const event = eventId ?? causationId;
  if (event) fields['eventId'] = event;
  const span = trace.getActiveSpan()?.spanContext();
  if (span) fields['traceId'] = span.traceId;
  return fields;
}
