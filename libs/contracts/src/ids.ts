import { z } from 'zod';

/** Every record's id: a UUID (version 7, so that ids sort by creation). */
export const Id = z
  .uuid('expected a UUID')
  .meta({ description: 'Identifier (UUID)', examples: ['0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11'] });

export const Version = z.int().min(1).meta({ description: 'Grows by one with each change; also the ETag' });
