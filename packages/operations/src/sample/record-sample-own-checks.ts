import type { RecordFirmCheckRequest } from '@capeline/contracts';
import { listFirmUploaders, type TenantTransaction } from '@capeline/db';
import { addDays, type FirmCheckKind, type PlainDate } from '@capeline/domain';
import { recordFirmCheck } from '../firm/record-firm-check.ts';
import { addUploader } from '../firm/uploaders.ts';

interface OwnFinding {
  readonly kind: FirmCheckKind;
  readonly daysAgo: number;
  readonly change: RecordFirmCheckRequest;
}

/** From done to untouched, so that each state is seen: two filer codes stay unknown. */
function findingsOf(owner: string, first: string): OwnFinding[] {
  return [
    {
      kind: 'cape_tab',
      daysAgo: 9,
      change: {
        subject: '605',
        status: 'ready',
        accountType: 'organizational_broker',
        evidenceNote: 'Sample: CAPE tab opened, File Uploads shown.',
        ownerId: first,
      },
    },
    {
      kind: 'cape_tab',
      daysAgo: 9,
      change: {
        subject: 'K80',
        status: 'blocked',
        accountType: 'filer_other',
        evidenceNote: 'Sample: the tab says that it is not available for this filer type.',
        ownerId: first,
      },
    },
    {
      kind: 'protest_filer_account',
      daysAgo: 5,
      change: { status: 'in_progress', evidenceNote: 'Sample: asked ACE Support for the account.', ownerId: owner },
    },
    {
      kind: 'backup_person',
      daysAgo: 20,
      change: {
        subject: 'report_download',
        status: 'ready',
        evidenceNote: 'Sample: the colleague pulled the report once alone.',
        ownerId: first,
        backupId: owner,
      },
    },
  ];
}

/** What the sample firm knows of itself, by the operations of every firm. Repeating it changes nothing. */
export async function recordSampleOwnChecks(
  tx: TenantTransaction,
  input: {
    readonly owners: { readonly owner: string; readonly first: string };
    readonly businessDate: PlainDate;
    readonly now: Date;
  },
): Promise<void> {
  const { owners, businessDate, now } = input;
  const writerOn = (today: PlainDate) => ({ actor: { kind: 'user', id: owners.owner } as const, today, now });
  for (const { kind, daysAgo, change } of findingsOf(owners.owner, owners.first)) {
    const today = addDays(businessDate, -daysAgo);
    const verifiedOn = change.status === 'ready' ? today : null;
    await recordFirmCheck(tx, { kind, change: { ...change, verifiedOn }, ifMatch: undefined }, writerOn(today));
  }
  if ((await listFirmUploaders(tx)).length > 0) return;
  const uploaders = [
    { name: 'Sample Specialist', filerCodes: ['605', 'SP7'], lastLoginOn: addDays(businessDate, -9) },
    { name: 'Sample Colleague', filerCodes: ['K80'], lastLoginOn: addDays(businessDate, -60) },
  ];
  for (const uploader of uploaders) await addUploader(tx, { ...uploader, evidenceNote: null }, writerOn(businessDate));
}
