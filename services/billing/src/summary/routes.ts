import { getBillingSummary } from '@closeout/contracts/http/billing';
import { query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { Billing } from '../Billing.js';
import { findSummary } from './findSummary.js';

export function summaryRoutes(router: Router, { db, clock }: Billing): void {
  query(router, getBillingSummary, ({ actor }) => findSummary(db, actor, clock.today()));
}
