import { describe, expect, it } from '@jest/globals';
import { eventTypePattern } from '../envelope.js';
import { eventCatalog } from './index.js';

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
