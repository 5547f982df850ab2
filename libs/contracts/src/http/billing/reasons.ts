import { z } from 'zod';
import { prose } from '../../fields.js';
import { limits } from '../../limits.js';

export const ReasonText = prose(limits.document.reason).min(1);
export const RequiredReason = z.strictObject({ reason: ReasonText });
export const OptionalReason = z
  .strictObject({ reason: ReasonText.nullable().default(null) })
  .default({ reason: null });
