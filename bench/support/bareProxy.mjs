/**
 * The bare equivalent of the gateway: Node's server, undici's pool, bodies streamed both ways, headers passed
 * on as they are. No token, no limit, no breaker, no request id. `node bareProxy.mjs <url of the service>`
 */
import { createServer } from 'node:http';
import { Pool } from 'undici';

const pool = new Pool(process.argv[2], { connections: 128, pipelining: 1 });

const server = createServer((req, res) => {
  const hasBody =
    req.headers['content-length'] !== undefined || req.headers['transfer-encoding'] !== undefined;
  const { connection: _connection, host: _host, ...headers } = req.headers;
  pool.dispatch(
    { method: req.method, path: req.url, headers, body: hasBody ? req : null },
    {
      onRequestStart(controller) {
        res.on('close', () => res.writableFinished || controller.abort(new Error('the client went away')));
      },
      onResponseStart(_controller, status, answerHeaders) {
        delete answerHeaders.connection;
        delete answerHeaders['keep-alive'];
        res.writeHead(status, answerHeaders);
      },
      onResponseData(controller, chunk) {
        if (res.write(chunk)) return;
        controller.pause();
        res.once('drain', () => controller.resume());
      },
      onResponseEnd: () => res.end(),
      onResponseError: () => (res.headersSent ? res.destroy() : res.writeHead(502).end()),
    },
  );
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit());
