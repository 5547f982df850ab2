/**
 * What was read before its rows were locked is no longer what the locked rows say. Carries the SQLSTATE of a serialization
 * failure, upon which the service kit runs the whole transaction once more.
 */
export class ChangedMeanwhile extends Error {
  readonly code = '40001';

  constructor(what: string) {
    super(`${what} was changed by someone else while it was being locked`);
    this.name = 'ChangedMeanwhile';
  }
}
