import type { FirmCheck, FirmReadiness, FirmUploader } from '@capeline/contracts';
import { ACE_ACCOUNT_NAMES, ACE_ACCOUNT_TYPES } from '@capeline/domain';
import type { Tone } from '../../ui/tag.tsx';

export const FIRM_STOP_NAMES: Record<FirmCheck['stops'][number], string> = {
  our_upload: 'our CAPE upload',
  our_protests: 'our protests',
};

export const ACCOUNT_CHOICES = ACE_ACCOUNT_TYPES.map((value) => ({ value, label: ACE_ACCOUNT_NAMES[value] }));

export const UPLOADER_STATES: Record<FirmUploader['state'], { tone: Tone; text: string }> = {
  live: { tone: 'green', text: 'can log in' },
  lapsing: { tone: 'amber', text: 'log in this week' },
  lapsed: { tone: 'red', text: 'lapsed' },
  unknown: { tone: 'unknown', text: 'log-in unknown' },
};

export const REPORT_STATES: Record<FirmReadiness['reports'][number]['state'], { tone: Tone; text: string }> = {
  fresh: { tone: 'green', text: 'Friday is in' },
  friday_missing: { tone: 'amber', text: 'Friday is missing' },
  stale: { tone: 'red', text: 'older than a week' },
  none: { tone: 'unknown', text: 'never loaded' },
};
