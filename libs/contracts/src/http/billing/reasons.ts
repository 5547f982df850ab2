import { z } from 'zod';
import { prose } from '../../fields.js';

export const ReasonText = prose(1000).min(1);
export const RequiredReason = z.strictObject({ reason: ReasonText });
export const OptionalReason = z
  .strictObject({ reason: ReasonText.nullable().default(null) })
  .default({ reason: null });
