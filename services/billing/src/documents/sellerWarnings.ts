import type { Warning } from '@closeout/contracts/http';
import { sellerMissing, type Seller } from '../config.js';

/** Of a draft: it cannot be issued before somebody says for whom. */
export const sellerWarnings = ({ party }: Pick<Seller, 'party'>): Warning[] =>
  party ? [] : [{ code: 'seller-missing', detail: sellerMissing }];
