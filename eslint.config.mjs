import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { pureFiles } from './scripts/check/pureFiles.mjs';

const globals = Object.fromEntries(
  [
    'AbortController AbortSignal Buffer TextDecoder TextEncoder URL URLSearchParams',
    'clearImmediate clearInterval clearTimeout setImmediate setInterval setTimeout queueMicrotask',
    'console fetch performance process structuredClone',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [name, 'readonly']),
);

const tests = ['**/*.test.ts', '*/*/test/**/*.ts', 'test/**/*.ts'];

// What pure files may not do, so that the same question always has the same answer: time and chance are passed in.
const impure = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Pass the clock in.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pass the clock in.' },
  { selector: "CallExpression[callee.name='newId']", message: 'Pass the id in.' },
  { selector: "CallExpression[callee.property.name='randomUUID']", message: 'Pass the id in.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Pass chance in.',
  },
];

// Of an object that is put together, or that a function returns, TypeScript does not check that each name is a column.
const unchecked = [
  'CallExpression[callee.property.name=/^(values|set|doUpdateSet)$/][arguments.length=1] > ObjectExpression > SpreadElement',
  "CallExpression[callee.property.name=/^(values|set|doUpdateSet)$/][arguments.0.type='ArrowFunctionExpression'][arguments.0.body.type='ObjectExpression']",
].map((selector) => ({
  selector,
  message: 'Name the columns in a plain object: `set({ version: (eb) => … })`.',
}));

const builtSql = [
  'services/notifications/src/**/*.ts',
  'services/projects/src/{budgetNodes,checklist,customers,deliverables,expenses,people,quotes,team,timeEntries}/**/*.ts',
];
const sqlAsText = {
  selector: "CallExpression[callee.type='MemberExpression'][callee.property.name='query']",
  message: 'Build the statement with `tables`, and run it with `run`.',
};

// Of the rules that need types, those that find mistakes which tsc does not: the others cost more time than they save.
const promises = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
};
const sources = ['libs/*/tsconfig.json', 'services/*/tsconfig.json'];
const webUi = 'services/gateway/web/src/**/*.{ts,tsx}';

export default defineConfig(
  {
    ignores: [
      '**/dist/',
      '**/generated/',
      '**/node_modules/',
      '.closeout/',
      'coverage/',
      'services/gateway/web/build/',
      'services/gateway/web/vite.config.ts',
      '**/prisma.config.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  // Texts are checked for control characters here, on purpose.
  { rules: { 'no-control-regex': 'off' } },
  {
    files: ['**/*.ts'],
    ignores: [...tests, webUi],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { project: sources, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...promises,
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: [webUi],
    ignores: tests,
    extends: [tseslint.configs.strict],
    languageOptions: {
      parserOptions: {
        project: ['services/gateway/web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...promises,
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: [webUi],
    ignores: ['services/gateway/web/src/ui/{useForm.ts,Dialog.tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@mantine/form', importNames: ['useForm'], message: 'Take the one of ui/useForm.' },
            { name: '@mantine/core', importNames: ['Modal', 'Drawer'], message: 'Take ui/Dialog.' },
          ],
        },
      ],
    },
  },
  {
    files: tests,
    extends: [tseslint.configs.base],
    languageOptions: {
      parserOptions: { project: ['tsconfig.tests.json'], tsconfigRootDir: import.meta.dirname },
    },
    // What is not used and not defined, tsc finds.
    rules: { ...promises, 'no-unused-vars': 'off', 'no-undef': 'off', 'no-redeclare': 'off' },
  },
  {
    files: ['services/*/src/**/*.ts'],
    ignores: tests,
    rules: { 'no-restricted-syntax': ['error', ...unchecked] },
  },
  {
    // Services and folders whose SQL is all built with Kysely, so that the type check knows every column.
    files: builtSql,
    ignores: tests,
    rules: { 'no-restricted-syntax': ['error', ...unchecked, sqlAsText] },
  },
  {
    files: pureFiles(import.meta.dirname),
    rules: { 'no-restricted-syntax': ['error', ...impure] },
  },
  {
    files: ['services/*/pages/**/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: { ...globals, document: 'readonly', window: 'readonly', location: 'readonly' },
    },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    languageOptions: {
      globals: { ...globals, module: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }] },
  },
);
