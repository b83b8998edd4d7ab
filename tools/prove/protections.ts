import type { Protection } from './protection.ts';
import { ACCOUNT } from './protections/account.ts';
import { ALERTS } from './protections/alerts.ts';
import { DATES } from './protections/dates.ts';
import { EDGE } from './protections/edge.ts';
import { EVIDENCE } from './protections/evidence.ts';
import { FACTS } from './protections/facts.ts';
import { FAULTS } from './protections/faults.ts';
import { IMPORTS } from './protections/imports.ts';
import { MAIL } from './protections/mail.ts';
import { OPERATION } from './protections/operation.ts';
import { REHEARSAL } from './protections/rehearsal.ts';
import { SWEEP } from './protections/sweep.ts';
import { TENANCY } from './protections/tenancy.ts';
import { UNDO } from './protections/undo.ts';

/** What `npm run prove` takes out, one file a kind. CONTRIBUTING.md says how to add one. */
export const PROTECTIONS: readonly Protection[] = [
  ...ACCOUNT,
  ...ALERTS,
  ...DATES,
  ...EDGE,
  ...EVIDENCE,
  ...FACTS,
  ...FAULTS,
  ...IMPORTS,
  ...MAIL,
  ...OPERATION,
  ...REHEARSAL,
  ...SWEEP,
  ...TENANCY,
  ...UNDO,
];
