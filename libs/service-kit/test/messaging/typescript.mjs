// Lets a child process run our TypeScript sources: node --import ./typescript.mjs child.ts
import { register } from 'node:module';

register('./typescriptHooks.mjs', import.meta.url);
