/** Permissions under their areas, in the order of the catalog. */
export function byArea(permissions: readonly string[]): { area: string; permissions: string[] }[] {
  const areas = [...new Set(permissions.map(areaOf))];
  return areas.map((area) => ({ area, permissions: permissions.filter((key) => areaOf(key) === area) }));
}

const areaOf = (permission: string): string => permission.split('.')[0] ?? '';

/** A key for a role, from its name: "Externe Prüfung" is `externe_prufung`. */
export function keyFor(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 60);
}
