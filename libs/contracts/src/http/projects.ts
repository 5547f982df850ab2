import { z } from 'zod';
import { Day, EndDayOrMonth, Instant, StartDayOrMonth } from '../dates.js';
import { Id, Version } from '../ids.js';
import { Amount, AmountInput, Currency } from '../money.js';
import { defineOperation } from '../operation.js';
import { page, PageQuery } from '../page.js';

export const ProjectStatus = z.enum(['ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED', 'FINALIZED', 'CANCELLED']);
export const MilestoneType = z.enum(['ADVANCE', 'PROGRESS', 'FINAL']);
export const MilestoneStatus = z.enum(['PLANNED', 'INVOICED', 'PARTIALLY_PAID', 'PAID']);
