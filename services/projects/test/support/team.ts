import { newId } from '@closeout/service-kit/db';
import { api, type World } from './world.js';

/** A user whom every stand-in for the gateway is told to have, so that a valid body can name them. */
export const anyone = { id: newId(), name: 'Anyone' };

/** Somebody on the team of a project. */
export async function aMember(world: World, projectId: string): Promise<string> {
  world.gateway.user(anyone);
  const user = world.gateway.user();
  const answer = await world.admin.post(api(`/projects/${projectId}/team`), { userId: user.id });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return user.id;
}

/** Puts people on the team of a project, so that they log hours for it. */
export async function onTeam(world: World, projectId: string, ...people: { id: string }[]): Promise<void> {
  for (const { id } of people)
    if (!world.gateway.users.has(id)) world.gateway.user({ id, name: 'Tom Engineer' });
  const answer = await world.admin.post(api(`/projects/${projectId}/team`), {
    members: people.map(({ id }) => ({ userId: id })),
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
}
