import { describe, expect, it } from '@jest/globals';
import { eventCatalog } from './catalog.js';
import { eventTypePattern } from './envelope.js';
import { gatewayEvents } from './gateway.js';
import { projectsEvents } from './projects.js';

describe.each([...eventCatalog].map(([type, definition]) => [type, definition] as const))(
  '%s',
  (type, definition) => {
    it('is named after its service, in the past tense, with a version', () => {
      expect(type).toMatch(eventTypePattern);
      expect(type).toBe(definition.type);
    });

    it('has an example that says all there is, and nothing more', () => {
      const parsed = definition.schema.parse(definition.example);
      expect(parsed).toEqual(definition.example);
    });

    it('takes members that it does not know', () => {
      expect(definition.schema.safeParse({ ...(definition.example as object), addedLater: 1 }).success).toBe(
        true,
      );
    });
  },
);

describe('a draft of an event', () => {
  const { roleCreated, userCreated } = gatewayEvents;
  const id = roleCreated.example.id;

  it('goes by the name of the event whose definition made it', () => {
    const draft = roleCreated.draft(id, 1, roleCreated.example);
    expect(draft).toMatchObject({ type: roleCreated.type, subject: id, aggregateVersion: 1 });
  });

  it('takes only data of its own event: the types refuse any other', () => {
    // @ts-expect-error a user is no role
    const draft = roleCreated.draft(id, 1, userCreated.example);
    expect(roleCreated.schema.safeParse(draft.data).success).toBe(false);
  });

  it('says the words of a closed list only, while readers take those of a later release too', () => {
    const { milestoneUpdated } = projectsEvents;
    const late = { ...milestoneUpdated.example, status: 'WRITTEN_OFF' as const };
    // @ts-expect-error no milestone is written off
    const draft = milestoneUpdated.draft(late.id, late.version, late);
    expect(milestoneUpdated.schema.parse(draft.data)).toMatchObject({ status: 'WRITTEN_OFF' });
  });
});
