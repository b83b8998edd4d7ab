import { Button, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { Bones } from '../../ui/bones.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { type Organization, organizationQuery, useUpdateOrganization } from './queries.ts';

/** Name, filer codes, and the settings that dates and mails follow. */
export function Firm({ mayChange }: { mayChange: boolean }) {
  const { data, error, refetch } = useQuery(organizationQuery);
  return (
    <section className="panel stack" aria-label="Firm">
      <h2>Firm</h2>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={3} height={40} /> : null}
      {data ? <FirmForm key={formKey(data)} organization={data} mayChange={mayChange} /> : null}
    </section>
  );
}

/** The form begins anew when a code changes hands elsewhere, so that an old list never takes it back. */
const formKey = ({ name, filerCodes }: Organization) =>
  [name, ...filerCodes.map(({ code, status }) => `${code} ${status}`)].join();

function FirmForm({ organization, mayChange }: { organization: Organization; mayChange: boolean }) {
  const [name, setName] = useState(organization.name);
  const [codes, setCodes] = useState(
    organization.filerCodes.filter(({ confirmed }) => confirmed).map(({ code }) => code),
  );
  const update = useUpdateOrganization();
  const unconfirmed = organization.filerCodes.filter(({ status }) => status === 'unknown').map(({ code }) => code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate({ name, filerCodes: codes, version: organization.version });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <ProblemNote error={update.error} shownFields={['name', 'filerCodes']} />
      <TextInput
        label="Name"
        value={name}
        readOnly={!mayChange}
        onChange={(event) => setName(event.currentTarget.value)}
        error={issueAt(update.error, 'name')}
      />
      <TagsInput
        label="Filer codes"
        description="Entries under these codes are yours to file."
        value={codes}
        readOnly={!mayChange}
        onChange={(list) => setCodes(list.map((code) => code.trim().toUpperCase()))}
        splitChars={[',', ' ', ';']}
        error={issueAt(update.error, 'filerCodes')}
      />
      {unconfirmed.length > 0 ? (
        <p className="note-box">
          Seen in a report, and nobody said whose they are: <b>{unconfirmed.join(', ')}</b>. Decide under “Whose filer
          codes”.
        </p>
      ) : null}
      <dl className="facts">
        <dt>Time zone</dt>
        <dd>{organization.timeZone}</dd>
        <dt>Digest</dt>
        <dd>every morning at {organization.digestTime}</dd>
        <dt>CAPE file-by</dt>
        <dd>{organization.capeFileByBusinessDays} business days before the safe day</dd>
      </dl>
      {mayChange ? (
        <div className="row end">
          <Button type="submit" loading={update.isPending}>
            Save
          </Button>
        </div>
      ) : null}
    </form>
  );
}
