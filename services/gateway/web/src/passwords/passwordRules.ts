import { limits } from '@closeout/contracts/limits';
export interface Owner {
  email: string;
  name: string;
}

export const { shortestPassword } = limits.user;

export interface Rule {
  name: 'length' | 'own';
  met: boolean;
}

/** What can be said of a password while it is typed. Whether others try it first is known when it is saved. */
export function rulesFor(password: string, { email, name }: Owner): Rule[] {
  const lowered = password.toLowerCase();
  const own = [...email.split('@', 1), ...name.split(/\s+/)]
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word.length > 2);
  const rest = own.reduce((text, word) => text.replaceAll(word, ''), lowered);
  return [
    { name: 'length', met: password.trim().length >= shortestPassword },
    { name: 'own', met: password !== '' && rest.trim().length >= shortestPassword / 2 },
  ];
}
