import type { CheckKind, CheckStatus, ClientDetail } from '@capeline/contracts';
import { filerReasons } from '../../ui/filer-reasons.ts';
import { Mark } from '../../ui/mark.tsx';
import { CHECK_NAMES } from '../../ui/words.ts';

interface Answer {
  readonly status: CheckStatus;
  readonly title: string;
  readonly why: string;
}

const names = (kinds: readonly CheckKind[], more: readonly string[] = []) =>
  [...kinds.map((kind) => CHECK_NAMES[kind]), ...more].join(', ');

function answerOf(
  answer: 'yes' | 'no' | 'unknown',
  stops: readonly CheckKind[],
  [yes, because]: [string, string],
  no: string,
  unknown: string,
  more: readonly string[] = [],
): Answer {
  if (answer === 'yes') return { status: 'ready', title: yes, why: because };
  if (answer === 'no') return { status: 'blocked', title: no, why: `Stopped by: ${names(stops, more)}` };
  return { status: 'unknown', title: unknown, why: `Nobody has seen: ${names(stops, more)}` };
}

/** Three answers, never merged: may we file, can the importer upload by himself, can he be paid. */
export function answersOf({ readiness, filers }: Pick<ClientDetail, 'readiness' | 'filers'>): Answer[] {
  const { canFile, canBePaid, stopsFiling, stopsImporterUpload, stopsPayment } = readiness;
  const file = answerOf(
    canFile,
    stopsFiling,
    ['We can file', 'Entries under our filer codes'],
    'We cannot file',
    'Unknown whether we can file',
    filerReasons(filers),
  );
  const pay = answerOf(
    canBePaid,
    stopsPayment,
    ['The importer can be paid', 'ACH refund seen as active'],
    'Cannot be paid yet',
    'Unknown whether payment can arrive',
  );
  const importer: Answer =
    stopsImporterUpload.length === 0
      ? { status: 'ready', title: 'The importer can upload', why: 'Log-in, mailbox and CAPE tab seen' }
      : {
          status: 'unknown',
          title: 'The importer’s own upload: not confirmed',
          why: `Open: ${names(stopsImporterUpload)}`,
        };
  return [file, importer, pay];
}

export function WhoCanAct({ client }: { client: ClientDetail }) {
  return (
    <section className="panel" aria-label="Who can act now">
      <div className="panel-head" style={{ marginBottom: 4 }}>
        <h2>Who can act now</h2>
      </div>
      {answersOf(client).map(({ status, title, why }) => (
        <div className="act" key={title}>
          <Mark status={status} />
          <div>
            <b>{title}</b>
            <p>{why}</p>
          </div>
        </div>
      ))}
    </section>
  );
}
