import type { FilerCodeUse, FilerStatus } from '@capeline/contracts';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bones } from '../../ui/bones.tsx';
import { dollars, plural } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { ANOTHER_FILER } from '../../ui/words.ts';
import { filerCodesQuery, useDecideFilerCode } from './queries.ts';

const CHOICES = [
  { value: 'ours', label: 'Ours' },
  { value: 'another', label: 'Another filer’s' },
  { value: 'unknown', label: 'Not decided' },
];

/** Whose the codes are that reports brought: a code that nobody decided about is never taken for ours. */
export function FilerCodes({ mayChange }: { mayChange: boolean }) {
  const { data, error, refetch } = useQuery(filerCodesQuery);
  return (
    <section className="panel stack" aria-label="Filer codes" id="filer-codes">
      <div>
        <h2>Whose filer codes</h2>
        <p className="dim">
          Codes seen in reports wait for you: until you decide, their clients never count as able to file.{' '}
          {ANOTHER_FILER}
        </p>
      </div>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={2} height={36} /> : null}
      {data?.data.length === 0 ? <p className="dim">None yet: they come with the first report.</p> : null}
      {data?.data.map((code) => (
        <Code key={code.code} use={code} mayChange={mayChange} />
      ))}
    </section>
  );
}

function Code({ use, mayChange }: { use: FilerCodeUse; mayChange: boolean }) {
  const decide = useDecideFilerCode();
  const choose = (value: string | null) => {
    const status = CHOICES.find((choice) => choice.value === value)?.value as FilerStatus | undefined;
    if (status !== undefined && status !== use.status) decide.mutate({ code: use.code, status, before: use.status });
  };
  return (
    <div className="row" style={{ borderTop: '1px solid var(--line)', paddingTop: 10 }}>
      <div className="grow">
        <b>{use.code}</b>
        <div className="small dim">
          {plural(use.entryCount, 'entry', 'entries')} of {plural(use.clientCount, 'client')},{' '}
          {dollars(use.ieepaDutyCents)} IEEPA duty
        </div>
      </div>
      <Select
        size="xs"
        w={170}
        aria-label={`Whose is ${use.code}`}
        data={CHOICES}
        value={use.status}
        onChange={choose}
        disabled={!mayChange || decide.isPending}
        allowDeselect={false}
      />
    </div>
  );
}
