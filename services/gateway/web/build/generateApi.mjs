// The types of the client, from the OpenAPI document that the contracts give.
import { mkdirSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { buildOpenApi } from '@closeout/contracts/documents';
import { operationCatalog } from '@closeout/contracts/http/catalog';

const file = new URL('../src/api/generated/schema.d.ts', import.meta.url);
// What has a default may be left out of a request.
const types = await openapiTS(/** @type {any} */ (buildOpenApi(operationCatalog)), {
  defaultNonNullable: false,
});
mkdirSync(new URL('.', file), { recursive: true });
writeFileSync(file, astToString(types));
