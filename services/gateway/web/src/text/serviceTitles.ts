import { serviceNames, services, type ServiceName } from '@closeout/contracts/services';

type Language = keyof (typeof services)[ServiceName]['title'];
type Titles = Record<`service.${ServiceName}`, string>;

/** What the services are called, as the list of them says. */
export const serviceTitles = (language: Language) =>
  Object.fromEntries(
    serviceNames.map((name) => [`service.${name}`, services[name].title[language]]),
  ) as Titles;
