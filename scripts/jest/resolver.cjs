'use strict';
// Our sources import './receipt.js', the name the compiled file will have. Under jest there is only
// './receipt.ts', so that is looked for first. Installed packages are resolved as Node resolves them.

const { existsSync } = require('node:fs');
const { resolve } = require('node:path');

/** @type {import('jest-resolve').SyncResolver} */
module.exports = (request, options) => {
  const ours =
    request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes('node_modules');
  if (ours) {
    const source = resolve(options.basedir, request.replace(/\.js$/, '.ts'));
    if (existsSync(source)) return source;
  }
  return options.defaultResolver(request, options);
};
