import services from './services.json' with { type: 'json' };

/**
 * The one list of the services, from which every other is made; JSON, because scripts read it before anything is built. A service
 * is a folder in `services/` and an entry there. After its name are called its database and accounts (`closeout_<name>`), its
 * exchange (`<name>.events`), the variable that holds its address, and its operators' paths (`/operations/<name>`).
 */
export { services };

export type ServiceName = keyof typeof services;
export const serviceNames = Object.keys(services) as readonly ServiceName[];

export type UrlVariable<Name extends ServiceName = ServiceName> = `${Uppercase<Name>}_URL`;

/** The variable that holds a service's address. */
export const urlVariable = <Name extends ServiceName>(name: Name) =>
  `${name.toUpperCase()}_URL` as UrlVariable<Name>;

/** The environment that says where the services are. */
export const addresses = (urlOf: (name: ServiceName) => string): Record<string, string> =>
  Object.fromEntries(serviceNames.map((name) => [urlVariable(name), urlOf(name)]));
