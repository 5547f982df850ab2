import {
  closureOf,
  referencesOf,
  renameReferences,
  type ComponentSchemas,
  type JsonSchema,
} from './componentSchemas.js';
import { describeOperation } from './openapiOperation.js';
import { commonHeaders, commonParameters, commonResponses } from './openapiCommon.js';
import { DryRun } from '../http/dryRun.js';
import type { Operation } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { permissionCatalog } from '../permissions.js';
import { projectStatusWords, statusWordsTable } from '../vocabulary.js';
import { namedSchemas } from './namedSchemas.js';

const prefix = '#/components/schemas/';

export interface OpenApiDocument {
  openapi: '3.1.1';
  info: Record<string, unknown>;
  paths: Record<string, Record<string, JsonSchema>>;
  components: { schemas: Record<string, JsonSchema> } & Record<string, unknown>;
  [member: string]: unknown;
}

/** The OpenAPI 3.1 document of the given operations, generated from their zod schemas. */
export function buildOpenApi(operations: readonly Operation[], version = '1.0.0'): OpenApiDocument {
  const named = namedSchemas();
  for (const operation of operations) nameSchemasOf(operation, named);
  const schemas = renderSchemas(operations, named);

  const paths: OpenApiDocument['paths'] = {};
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {});
    if (path[operation.method]) throw new Error(`${operation.method} ${operation.path} is defined twice`);
    path[operation.method] = describeOperation(operation, {
      body: operation.body && { $ref: prefix + schemas.requestName(named.nameOf(operation.body)) },
      answer: operation.answer && { $ref: prefix + named.nameOf(operation.answer) },
      dryRun: { $ref: prefix + named.nameOf(DryRun) },
    });
  }
  const tags = [...new Set(operations.map((operation) => operation.tag))];
  return {
    openapi: '3.1.1',
    info: {
      title: 'Closeout',
      version,
      summary: 'Takes a customer project from the purchase order to the last cent collected.',
      description: introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    tags: tags.map((name) => ({ name })),
    security: [{ bearer: [] }, { apiKey: [] }, { cookie: [] }],
    paths,
    components: {
      schemas: schemas.all,
      parameters: commonParameters,
      headers: commonHeaders,
      responses: commonResponses({ $ref: prefix + named.nameOf(Problem) }),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The `accessToken` of `POST /auth/login`.',
        },
        apiKey: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Api-Key',
          description: 'For machines; see `/api-keys`.',
        },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-closeout',
          description:
            'For the web UI; set by `POST /auth/session`. Without HTTPS it is named `closeout`. Calls that change something need `X-Requested-With: closeout` as well.',
        },
      },
    },
    'x-permissions': permissionCatalog,
    'x-project-status-words': projectStatusWords,
  };
}

/** Request and answer become components too, under the operation's name, unless they have a name already. */
function nameSchemasOf(operation: Operation, named: ComponentSchemas): void {
  const base = operation.id.charAt(0).toUpperCase() + operation.id.slice(1);
  if (operation.body) named.add(operation.body, `${base}Request`);
  if (operation.answer) named.add(operation.answer, `${base}Answer`);
}

/**
 * A schema can take more than it gives (an amount may be sent as a number, a default may be left out).
 * What requests and answers share, and see differently, appears twice: `Name` and `NameInput`.
 */
function renderSchemas(operations: readonly Operation[], named: ComponentSchemas) {
  const target = 'draft-2020-12';
  const inputs = named.render({ io: 'input', prefix, target });
  const outputs = named.render({ io: 'output', prefix, target });
  const bodies = operations.flatMap(({ body }) => (body ? [named.nameOf(body)] : []));
  const answers = operations.flatMap(({ answer }) => (answer ? [named.nameOf(answer)] : []));
  const inRequests = closureOf(bodies, inputs, prefix);
  const inAnswers = closureOf([...answers, named.nameOf(Problem), named.nameOf(DryRun)], outputs, prefix);

  const differing = new Set(
    [...inRequests].filter((name) => JSON.stringify(inputs[name]) !== JSON.stringify(outputs[name])),
  );
  for (let grown = true; grown;) {
    grown = false;
    for (const name of inRequests) {
      if (differing.has(name)) continue;
      if ([...referencesOf(inputs[name], prefix)].some((reference) => differing.has(reference))) {
        differing.add(name);
        grown = true;
      }
    }
  }
  const requestName = (name: string) => (differing.has(name) && inAnswers.has(name) ? `${name}Input` : name);

  const all: Record<string, JsonSchema> = {};
  for (const name of inAnswers) all[name] = outputs[name] ?? {};
  for (const name of inRequests)
    all[requestName(name)] = renameReferences(inputs[name] ?? {}, prefix, requestName);
  return { all: Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))), requestName };
}

const introduction = `
**Conventions.** JSON in camelCase. Amounts are exact decimals in strings (\`"8000.00"\`) with a currency beside them; more
decimals than the currency has are refused. Days are \`YYYY-MM-DD\`, instants RFC 3339 in UTC. Unknown members of a request are refused.

**Lists** answer \`{ items, nextCursor }\`. Ask for the next page with \`cursor\`; \`nextCursor\` is null at the end.

**Money and notes.** What the caller may not see is left out of the answer: budget, totals, rates and warnings about sums are for those with \`projects.view_cost_income\`
or \`project_payments.view\` and those who run the project; a project’s internal notes for those who may edit it. null says that there is none.

**Errors** are RFC 9457 problems with a stable \`code\`; an invalid request names each wrong place in \`errors\`.

**Repeating.** Send an \`Idempotency-Key\` with a POST: the same key and body gives the same answer once more, whatever happened in between.
A resource carries \`version\` and an \`ETag\`; send it as \`If-Match\` with a PATCH to refuse overwriting what you have not seen.

**Trying.** Where \`?dryRun=true\` is taken, nothing is done: the answer says which status changes, documents, journal lines, events
and e-mails there would be. It needs the same permissions and is refused for the same reasons.

**Status of a project.** Each word of the vocabularies in use maps onto one status:

${statusWordsTable()}
`.trim();
