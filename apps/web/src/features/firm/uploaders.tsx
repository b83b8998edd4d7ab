import type { FirmReadiness, FirmUploader } from '@capeline/contracts';
import { Button, NumberInput } from '@mantine/core';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useCan } from '../../api/session.ts';
import { dateWithDistance, longDate } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useToday } from '../../ui/today.ts';
import { Unverified } from '../../ui/unverified.tsx';
import { useChangeUploader, useSetInactivityDays } from './queries.ts';
import { UPLOADER_STATES } from './words.ts';

const UploaderDrawer = lazy(async () => ({ default: (await import('./uploader-drawer.tsx')).UploaderDrawer }));

/** The people with an ACE log-in of their own, and when each lapses. */
export function Uploaders({ firm }: { firm: FirmReadiness }) {
  const mayRecord = useCan('checks:write');
  const [edited, setEdited] = useState<FirmUploader | 'new' | null>(null);
  return (
    <section className="panel stack tight" aria-label="Uploaders">
      <div className="panel-head">
        <h2>Uploaders</h2>
        {mayRecord ? (
          <Button size="compact-sm" variant="default" className="no-print" onClick={() => setEdited('new')}>
            Name one
          </Button>
        ) : null}
      </div>
      {firm.uploaders.length === 0 ? (
        <p className="dim">
          Nobody is named yet. Name each person who logs in to ACE to upload for you, with the day of the last log-in:
          an unused log-in is locked, and nobody notices before filing day.
        </p>
      ) : null}
      {firm.uploaders.map((uploader) => (
        <UploaderRow key={uploader.id} uploader={uploader} mayRecord={mayRecord} onEdit={() => setEdited(uploader)} />
      ))}
      <Inactivity key={firm.inactivity.days} inactivity={firm.inactivity} />
      {edited ? (
        <Suspense>
          <UploaderDrawer
            uploader={edited === 'new' ? null : edited}
            filerCodes={firm.canUpload.map(({ filerCode }) => filerCode)}
            onClose={() => setEdited(null)}
          />
        </Suspense>
      ) : null}
    </section>
  );
}

interface UploaderRowProps {
  readonly uploader: FirmUploader;
  readonly mayRecord: boolean;
  readonly onEdit: () => void;
}

function UploaderRow({ uploader, mayRecord, onEdit }: UploaderRowProps) {
  const today = useToday();
  const change = useChangeUploader();
  const { name, filerCodes, lastLoginOn, lapsesOn, state } = uploader;
  return (
    <div className="uploader">
      <div className="row">
        <b className="grow">{name}</b>
        <Tag tone={UPLOADER_STATES[state].tone}>{UPLOADER_STATES[state].text}</Tag>
      </div>
      <div className="small dim">
        {filerCodes.length === 0 ? 'all filer codes' : filerCodes.join(', ')}
        {lastLoginOn ? ` · last log-in ${longDate(lastLoginOn)}` : ' · no log-in written down'}
      </div>
      {lapsesOn ? <div className="small dim">lapses on {dateWithDistance(lapsesOn, today)}</div> : null}
      {mayRecord ? (
        <div className="row no-print">
          {lastLoginOn === today ? null : (
            <Button
              size="compact-xs"
              variant="default"
              loading={change.isPending}
              onClick={() =>
                change.mutate({ uploader, body: { lastLoginOn: today }, said: `${name} logged in today.` })
              }
            >
              Logged in today<span className="visually-hidden">: {name}</span>
            </Button>
          )}
          <Button size="compact-xs" variant="subtle" onClick={onEdit}>
            Change<span className="visually-hidden"> {name}</span>
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => change.mutate({ uploader, body: { removed: true }, said: `${name} is no uploader now.` })}
          >
            Remove<span className="visually-hidden"> {name}</span>
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** After how many days without use a log-in is taken as locked: our sources do not confirm the number. */
function Inactivity({ inactivity }: { inactivity: FirmReadiness['inactivity'] }) {
  const maySet = useCan('settings:write');
  const [days, setDays] = useState<number | string>(inactivity.days);
  const save = useSetInactivityDays();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typeof days === 'number') save.mutate(days);
  };
  return (
    <form className="stack tight small" onSubmit={submit}>
      <div>
        An unused log-in is taken as locked after {inactivity.days} days.{' '}
        {inactivity.verified ? null : <Unverified source={inactivity.source} />}
      </div>
      {maySet ? (
        <details>
          <summary>Set another number</summary>
          <div className="row">
            <NumberInput aria-label="Days without log-in" min={7} max={365} w={90} value={days} onChange={setDays} />
            <Button type="submit" variant="default" loading={save.isPending}>
              Save
            </Button>
          </div>
          <ProblemNote error={save.error} />
        </details>
      ) : null}
    </form>
  );
}
