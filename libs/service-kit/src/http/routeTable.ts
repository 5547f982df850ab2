import type { Router } from 'express';

interface Route {
  method: string;
  pattern: RegExp;
}

const routes = new WeakMap<object, Route[]>();

/** Remembers what a router answers, so that a known path with another method is 405 and not 404. */
export function registerRoute(router: Router, method: string, path: string): void {
  const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`);
  const known = routes.get(router) ?? [];
  known.push({ method: method.toUpperCase(), pattern });
  routes.set(router, known);
}

/** The methods that a path of this router takes; empty when there is no such path. */
export function methodsOf(router: Router, path: string): string[] {
  const methods = (routes.get(router) ?? [])
    .filter((route) => route.pattern.test(path))
    .map((route) => route.method);
  if (methods.includes('GET')) methods.push('HEAD');
  return [...new Set(methods)].sort();
}
