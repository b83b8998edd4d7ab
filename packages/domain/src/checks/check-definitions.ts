import { ACCESS_CHECKS } from './access-checks.ts';
import { CHECK_KINDS, type CheckDefinition, type CheckKind } from './check-kinds.ts';
import { FILING_CHECKS } from './filing-checks.ts';

/** Every check with its words, what it stops and where it comes from. */
export const CHECK_DEFINITIONS: Readonly<Record<CheckKind, CheckDefinition>> = { ...ACCESS_CHECKS, ...FILING_CHECKS };

/** The eleven definitions in the order of the checklist. */
export const ORDERED_CHECKS: readonly CheckDefinition[] = CHECK_KINDS.map((kind) => CHECK_DEFINITIONS[kind]);
