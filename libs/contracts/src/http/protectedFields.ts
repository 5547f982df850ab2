import { z } from 'zod';
import { Amount } from '../fields.js';
import { fieldAccessRegistry, type FieldAccess } from './fieldAccess.js';

export interface ProtectedField {
  /** Names of members; `*` stands for the items of a list. */
  path: readonly string[];
  /** null: nobody has decided about it. */
  access: FieldAccess | null;
}

/** Money that is no `Amount`, and notes, are told by their names. */
const telling = /(amount|price|budget(?!Node)|hourlyRate|^internalNotes$)/i;

/** The fields of an answer that not everybody may see: every amount, whatever is named like one, and all that is marked as a whole. */
export function fieldsToProtect(answer: z.ZodType): ProtectedField[] {
  const found: ProtectedField[] = [];
  visit(answer, [], null, new Set());
  return found;

  function visit(
    schema: z.ZodType,
    path: readonly string[],
    outer: FieldAccess | null,
    within: Set<z.ZodType>,
  ): void {
    if (within.has(schema)) return;
    const inside = new Set([...within, schema]);
    const marked = fieldAccessRegistry.get(schema)?.access ?? null;
    const access = marked ?? outer;
    const before = found.length;
    if (isAmount(schema)) found.push({ path, access });
    else if (schema instanceof z.ZodObject) {
      for (const [name, member] of Object.entries(schema.shape as Record<string, z.ZodType>))
        visit(member, [...path, name], access, inside);
    } else if (schema instanceof z.ZodArray)
      visit(schema.element as z.ZodType, [...path, '*'], access, inside);
    else if (schema instanceof z.ZodRecord)
      visit(schema.valueType as z.ZodType, [...path, '*'], access, inside);
    else if (
      schema instanceof z.ZodOptional ||
      schema instanceof z.ZodNullable ||
      schema instanceof z.ZodDefault
    )
      visit(schema.unwrap() as z.ZodType, path, access, inside);
    else if (schema instanceof z.ZodUnion)
      for (const option of schema.options as z.ZodType[]) visit(option, path, access, inside);
    else if (schema instanceof z.ZodString && telling.test(path.at(-1) ?? '')) found.push({ path, access });
    // Marked as a whole, with nothing in it that tells of money: warnings in words.
    if (marked !== null && found.length === before) found.push({ path, access });
  }
}

/** `Amount` itself, or what was made of it with a description of its own. */
function isAmount(schema: z.ZodType): boolean {
  for (let one: z.core.$ZodType | undefined = schema; one; one = one._zod.parent)
    if (one === Amount) return true;
  return false;
}
