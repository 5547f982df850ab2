/** Tests run on the TypeScript sources themselves: swc strips the types, jest loads the result as ES modules. */
export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{libs,services,scripts}/**/*.test.{ts,mjs}', '<rootDir>/test/**/*.test.{ts,mjs}'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.closeout/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/\\.closeout/', '<rootDir>/coverage/'],
  extensionsToTreatAsEsm: ['.ts'],
  resolver: '<rootDir>/scripts/jest/resolver.cjs',
  moduleNameMapper: {
    '^@closeout/contracts/(.+)$': '<rootDir>/libs/contracts/src/$1.ts',
    '^@closeout/service-kit/(.+)$': '<rootDir>/libs/service-kit/src/$1/index.ts',
  },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: false },
          keepClassNames: true,
          experimental: { keepImportAttributes: true }, // of JSON
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 120_000,
};
