// Who may import whom; docs/decisions has the reasons.
'use strict';
// Node before 22 cannot require an ES module; the list is asked of it as a program.
const { execFileSync } = require('node:child_process');
const list =
  "import { pureFiles } from './scripts/check/pureFiles.mjs'; console.log(JSON.stringify(pureFiles('.')));";
const pure = JSON.parse(
  execFileSync(process.execPath, ['--input-type=module', '--eval', list], {
    cwd: __dirname,
    encoding: 'utf8',
  }),
).map((path) => `^${path}$`);
const tests = '\\.test\\.ts$';
// What the web UI needs while it runs: without zod, which would more than double its first load.
const light = '(dates|errors|limits|money|pages|permissions|pricing|services|vocabulary)';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Nothing imports itself by a detour. Types alone make no cycle when the program runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contracts-import-zod-only',
      severity: 'error',
      from: { path: '^libs/contracts/src', pathNot: tests },
      to: { pathNot: ['^libs/contracts/src', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'light-doors-load-no-schemas',
      severity: 'error',
      from: { path: `^libs/contracts/src/${light}(\\.|/)`, pathNot: tests },
      to: { pathNot: `^libs/contracts/src/${light}(\\.|/)`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-web-ui-takes-light-doors',
      severity: 'error',
      from: { path: '^services/gateway/web/src/', pathNot: tests },
      to: {
        path: '^libs/contracts/',
        pathNot: `^libs/contracts/(src|dist)/${light}\\.`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'document-generators-on-demand',
      comment: 'Nobody needs them to run: the gateway loads them when a document is asked for.',
      severity: 'error',
      from: {
        path: '^(libs/contracts/src/(?!documents)|libs/service-kit/src/|services/[^/]+/src/)',
        pathNot: tests,
      },
      to: {
        path: '^libs/contracts/(src|dist)/documents',
        dependencyTypesNot: ['type-only', 'type-import', 'dynamic-import'],
      },
    },
    {
      name: 'kit-knows-no-service',
      severity: 'error',
      from: { path: '^libs/service-kit' },
      to: { path: '^services/' },
    },
    {
      name: 'kit-http-knows-no-messaging',
      severity: 'error',
      from: { path: '^libs/service-kit/src/(auth|db|http|observability|peers|sql|waiting)/', pathNot: tests },
      to: { path: '^libs/service-kit/src/(broker|eventLog|inbox|messaging|outbox|service|testing)/' },
    },
    {
      name: 'kit-messaging-knows-no-http',
      severity: 'error',
      from: { path: '^libs/service-kit/src/(broker|eventLog|inbox|messaging|outbox)/', pathNot: tests },
      to: { path: '^libs/service-kit/src/(auth|http|service|testing)/' },
    },
    {
      name: 'kit-db-stands-alone',
      severity: 'error',
      from: { path: '^libs/service-kit/src/(db|observability|sql|waiting)/', pathNot: tests },
      to: {
        path: '^libs/service-kit/src/',
        pathNot: '^libs/service-kit/src/(db|observability|sql|waiting)/',
      },
    },
    {
      name: 'no-folder-circles',
      comment:
        'What lies lower never imports what is built on it, not by a detour over other folders either.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^libs/(contracts|service-kit)/src' },
      to: { circular: true },
    },
    {
      name: 'no-service-from-a-service',
      comment: 'Services know each other by events and HTTP, whose shapes are in contracts.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'pure-files-decide-only',
      comment: 'Pure files import contracts, zod and each other; of the rest only types.',
      severity: 'error',
      from: { path: pure },
      to: {
        dependencyTypesNot: ['type-only'],
        pathNot: [
          ...pure,
          '^libs/contracts/',
          '^libs/service-kit/',
          '(^|/)node_modules/zod/',
          '^(node:)?(crypto|net)$',
        ],
      },
    },
    {
      name: 'stores-and-queries-use-prisma',
      comment:
        'The generated client is used where data is loaded and saved, and wired in app.ts; elsewhere only its types.',
      severity: 'error',
      from: {
        path: '^services/[^/]+/src/',
        pathNot: ['/generated/', '/app\\.ts$', '/(prisma|database)\\.ts$', '(Store|Queries)\\.ts$', tests],
      },
      to: { path: '/generated/prisma/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(libs|services)/[^/]+/src/', pathNot: [tests, '^libs/service-kit/src/testing/'] },
      to: { path: ['^libs/service-kit/(src|dist)/testing/', tests, '^test/'] },
    },
    {
      name: 'declared-packages-only',
      comment: 'What is imported stands in the package.json of the one who imports it.',
      severity: 'error',
      from: {
        path: '^(libs|services)/[^/]+/src/',
        pathNot: [tests, '/generated/', '^libs/service-kit/src/testing/'],
      },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/.*\\.map$'] },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
