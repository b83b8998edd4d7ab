import { excludedBy } from '../rules/excluded-by.ts';

/**
 * Which headings carry IEEPA duty, as dated data. CBP has published no list of refundable headings, so this is what
 * practice uses and stays `verified: false`: it may count money and raise alarms, never exclude an entry.
 */
export const IEEPA_HTS_RULE = {
  id: 'ieepa_hts_families',
  prefixes: ['990301', '990302'],
  effectiveFrom: '2025-02-04',
  effectiveTo: '2026-02-23',
  citation: 'HTSUS chapter 99, subchapter III, 9903.01.xx and 9903.02.xx',
  source: 'HTS revision change log and practitioner guides of 2026; no official CBP list found',
  checkedOn: '2026-11-22',
  verified: false,
} as const;

/** Whether an entry that shows no duty on these headings may be left out as no IEEPA entry: only once the list is verified. */
export const NO_IEEPA_DUTY_EXCLUDES: boolean = excludedBy([IEEPA_HTS_RULE], () => true) !== null;

/** Takes dots, spaces and hyphens out of a tariff number: `9903.01.28` becomes `99030128`. */
export function normaliseHts(text: string): string {
  return text.replace(/[.\s-]/g, '');
}

/**
 * True for headings of the two IEEPA families, with or without dots. A heading alone proves no payment: exempt
 * headings of the same families carry no duty, so refund money is the sum of duty amounts on these rows.
 */
export function isIeepaHts(hts: string): boolean {
  const digits = hts.includes('.') || hts.includes(' ') || hts.includes('-') ? normaliseHts(hts) : hts;
  return digits.startsWith('990301') || digits.startsWith('990302');
}

/** IEEPA duty of a set of tariff rows in integer cents: the duty amounts on rows of the two families, nothing else. */
export function sumIeepaDutyCents(rows: Iterable<{ readonly hts: string; readonly dutyCents: number }>): number {
  let cents = 0;
  for (const row of rows) {
    if (isIeepaHts(row.hts)) cents += row.dutyCents;
  }
  return cents;
}
