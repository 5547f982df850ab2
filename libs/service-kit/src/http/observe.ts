import type { Request, RequestHandler } from 'express';
import { newId } from '../db/newId.js';
import { runWithContext, type Context } from '../observability/context.js';
import type { Logger } from '../observability/logger.js';
import { histogram, type Metrics } from '../observability/metrics.js';
import { inSpan, tracingEnabled } from '../observability/tracing.js';
import { openScope, type RequestScope } from './requestScope.js';

/** The route of whatever is not there. */
export const unmatched = 'unmatched';

/** Request id, context, span, metric and log line of each request. */
export function observe({ log, metrics }: { log: Logger; metrics: Metrics }): RequestHandler {
  const durations = histogram(metrics, 'http_request_duration_seconds', 'Requests answered', [
    'method',
    'route',
    'status',
  ]);

  return (req, res, next) => {
    const requestId = takenId(req.headers['x-request-id']) ?? newId();
    const context: Context = {
      requestId,
      correlationId: takenId(req.headers['x-correlation-id']) ?? requestId,
    };
    const traceparent = req.headers['traceparent'];
    if (typeof traceparent === 'string' && /^[\da-f-]{55}$/.test(traceparent))
      context.traceparent = traceparent;
    const scope: RequestScope = { requestId, context, startedAt: performance.now(), route: null };
    openScope(req, scope);
    res.setHeader('X-Request-Id', requestId);
    res.on('close', () => {
      const ms = performance.now() - scope.startedAt;
      const status = res.writableFinished ? res.statusCode : 499; // the caller went away
      durations.observe({ method: req.method, route: routeOf(req, scope), status }, ms / 1000);
      logRequest(log, req.method, req.originalUrl, status, ms, scope);
    });
    if (!tracingEnabled()) {
      runWithContext(context, next);
      return;
    }
    void inSpan(req.method, { kind: 'server', traceparent: context.traceparent }, (span) =>
      runWithContext(
        context,
        () =>
          new Promise<void>((resolve) => {
            res.on('close', () => {
              const route = routeOf(req, scope);
              span?.updateName(`${req.method} ${route}`);
              span?.setAttributes({
                'http.request.method': req.method,
                'http.route': route,
                'http.response.status_code': res.statusCode,
              });
              resolve();
            });
            next();
          }),
      ),
    );
  };
}

const ofServices = '/internal';

/**
 * The template of what was called, with no ids in it. An operation's is the path of its contract; everything else
 * (health, metrics, what services ask each other, pages) is named by the route that Express found for it.
 */
function routeOf(req: Request, scope: RequestScope): string {
  if (scope.route !== null) return scope.route;
  const path: unknown = (req.route as { path?: unknown } | undefined)?.path;
  // Refused before any route, such as a service without its token, or a folder of files.
  if (path === undefined)
    return req.originalUrl.startsWith(`${ofServices}/`) ? ofServices : req.baseUrl || unmatched;
  const template = (Array.isArray(path) ? String(path[0]) : String(path)).replace(/:(\w+)/g, '{$1}');
  return req.originalUrl.startsWith(`${ofServices}/`) ? ofServices + template : template;
}

/** Ids that others gave are written to logs and headers: only harmless ones are taken. */
function takenId(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^[\w.:-]{8,128}$/.test(header) ? header : null;
}

/** Not what is away or starting: that says so itself, once, and the caller is told to come again. */
const isFault = (status: number, { error }: RequestScope): boolean =>
  error !== undefined || (status >= 500 && status !== 503);

function logRequest(
  log: Logger,
  method: string,
  url: string,
  status: number,
  ms: number,
  scope: RequestScope,
): void {
  const level = isFault(status, scope)
    ? 'error'
    : status >= 400 || (method !== 'GET' && method !== 'HEAD')
      ? 'info'
      : 'debug';
  if (!log.isLevelEnabled(level)) return;
  const path = url.split('?', 1)[0];
  const fields: Record<string, unknown> = {
    method,
    path,
    status,
    ms: Math.round(ms * 10) / 10,
    requestId: scope.requestId,
  };
  if (scope.operation) fields['operation'] = scope.operation;
  if (scope.actor) fields['actor'] = scope.actor.id;
  if (scope.code) fields['code'] = scope.code;
  if (scope.error !== undefined) fields['err'] = scope.error;
  log[level](fields, 'request');
}
