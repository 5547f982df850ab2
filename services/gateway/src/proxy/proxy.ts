import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@closeout/contracts/errors';
import { urlVariable } from '@closeout/contracts/services';
import { HttpProblem } from '@closeout/service-kit/http';
import { gauge, histogram } from '@closeout/service-kit/observability';
import type { Kit } from '@closeout/service-kit/service';
import type { Caller } from '../callers/callerCache.js';
import type { GatewayConfig } from '../config.js';
import { AnsweredUnavailable, ClientGone, exchange } from './exchange.js';
import { createCallPlaces } from './callPlaces.js';
import { requestHeaders, type HeaderList } from './forwardedHeaders.js';
import { createOpenStreams, type OpenStreams } from './openStreams.js';
import { refuse } from './refuse.js';
import { hasBody, takeWhole, type MakeRoom } from './requestBody.js';
import { kindOf, proxiedServices, type CallKind, type ProxiedService } from './routeTable.js';
import { isRefusal, openUpstream, type Upstream } from './upstream.js';

export interface ProxiedRequest {
  req: IncomingMessage;
  res: ServerResponse;
  service: ProxiedService;
  caller: Caller;
  requestId: string;
  /** Set on the answer besides the service's own. */
  headers: HeaderList;
}

export interface Proxy {
  pass(request: ProxiedRequest): void;
  streams: OpenStreams;
  close(): Promise<void>;
}

export function createProxy(kit: Kit<GatewayConfig>): Proxy {
  const { config, log, metrics } = kit;
  const upstreams = Object.fromEntries(
    proxiedServices.map((name) => [
      name,
      openUpstream({
        name,
        url: config[urlVariable(name)],
        connections: config.PROXY_CONNECTIONS,
        timeoutMs: config.PROXY_TIMEOUT_MS,
        retryAfterMs: config.PROXY_RETRY_AFTER_MS,
        ...{ metrics, log },
      }),
    ]),
  ) as Record<ProxiedService, Upstream>;
  const streams = createOpenStreams(() => kit.clock.now().getTime());
  const durations = histogram(metrics, 'proxy_seconds', 'Until a service began to answer', [
    'target',
    'status',
  ]);
  gauge(metrics, 'proxy_breaker_open', '1 while no calls are made', ['target'], (metric) => {
    for (const { name, breaker } of Object.values(upstreams))
      metric.set({ target: name }, breaker.state === 'open' ? 1 : 0);
  });

  const places = createCallPlaces(config);

  /** First the whole body, then a place: a slow sender takes none from anybody. */
  function pass(request: ProxiedRequest): void {
    const { req, res, caller } = request;
    if (!hasBody(req)) return enter(request, null);
    const makeRoom: MakeRoom = (go, refused) =>
      places.takeForLargeBody({ callerId: caller.actor.id, res }, go, refused);
    takeWhole(req, makeRoom, (error, body) => (error ? fail(request, error) : enter(request, body)));
  }

  function enter(request: ProxiedRequest, body: Buffer | null): void {
    const { req, res, caller, service } = request;
    const kind = kindOf(req.url ?? '/');
    places.take(
      { service, kind, callerId: caller.actor.id, res },
      (leave) => send(request, kind, body, leave),
      (error) => fail(request, error),
    );
  }

  function send(request: ProxiedRequest, kind: CallKind, body: Buffer | null, leave: () => void): void {
    const { req, res, service, caller, requestId, headers } = request;
    const upstream = upstreams[service];
    const startedAt = performance.now();
    const path = req.url ?? '/';
    const options = {
      dispatcher: upstream.dispatcher(kind === 'stream'),
      method: req.method ?? 'GET',
      path,
      headers: requestHeaders(req.rawHeaders, caller.authorization, requestId),
      body,
      requestId,
      answerHeaders: headers,
      req,
      res,
      onStream: (cut: () => void) => streams.add(caller, res, cut),
      // A service stops making a stream or a document for nobody; a read or a write it carries out once it has begun.
      givesUp: kind !== 'ordinary',
      onOver: leave,
    };
    upstream.run(
      (done) => exchange(options, done),
      (error) => {
        if (error && !(error instanceof AnsweredUnavailable)) fail(request, error);
        else if (!error) kit.reach(service).back();
        if (isRefusal(error)) leave();
        durations.observe(
          { target: service, status: res.statusCode },
          (performance.now() - startedAt) / 1000,
        );
      },
    );
  }

  function fail(request: ProxiedRequest, error: unknown): void {
    if (error instanceof ClientGone) return;
    refuse({ ...request, log }, explain(error, request, kit));
  }

  return {
    pass,
    streams,
    async close() {
      streams.endAll();
      await Promise.all(Object.values(upstreams).map((upstream) => upstream.close()));
    },
  };
}

/** What the client is told of a call that got no answer. */
function explain(
  error: unknown,
  { service, requestId }: ProxiedRequest,
  { config, log, reach }: Kit<GatewayConfig>,
): unknown {
  // Refused here, before anybody was asked.
  if (error instanceof DomainError) return error;
  const { code } = error as { code?: unknown };
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    log.warn({ service, requestId }, 'a service did not answer in time');
    return new HttpProblem(
      504,
      'service-timeout',
      `${service} did not answer in time. Whether it did what was asked is not known.`,
    );
  }
  if (!isRefusal(error)) reach(service).gone(error);
  return new DomainError('unavailable', 'service-unavailable', {
    detail: `${service} cannot be reached at the moment.`,
    extra: { service },
    retryAfter: Math.ceil(config.PROXY_RETRY_AFTER_MS / 1000),
    cause: error,
  });
}
