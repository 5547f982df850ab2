/** What is taken from a token of the outside provider. */
export interface OutsideUser {
  issuer: string;
  subject: string;
  email: string;
  /** The provider vouches for the address: it may be matched with a user that is known already. */
  emailVerified: boolean;
  name: string;
  /** Keys of roles, as far as the claim names any; which of them exist is another question. */
  roles: string[];
}

export function outsideUserOf(
  issuer: string,
  claims: Record<string, unknown>,
  roleClaim: string,
): OutsideUser {
  const subject = String(claims['sub']);
  const email =
    typeof claims['email'] === 'string' && claims['email'].includes('@')
      ? claims['email'].toLowerCase()
      : null;
  const names = [claims['name'], claims['preferred_username'], email].find(
    (value) => typeof value === 'string' && value.trim(),
  );
  return {
    issuer,
    subject,
    // Nobody must be able to be mistaken for somebody else by having no address.
    email: email ?? `${subject.toLowerCase()}@${new URL(issuer).hostname}.invalid`,
    emailVerified: email !== null && claims['email_verified'] === true,
    name: String(names ?? subject)
      .trim()
      .slice(0, 200),
    roles: rolesIn(claims, roleClaim),
  };
}

/** `"Project Manager"`, `"project-manager"` and `"project_manager"` are one role. */
function rolesIn(claims: Record<string, unknown>, roleClaim: string): string[] {
  const value = claimAt(claims, roleClaim);
  const names = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : [];
  const keys = names
    .filter((name) => typeof name === 'string')
    .map((name) =>
      name
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, '_'),
    );
  return [...new Set(keys)].filter(Boolean).sort();
}

/** A claim by its name, which may contain dots (`https://example.com/roles`), or by a path (`realm_access.roles`). */
function claimAt(claims: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
