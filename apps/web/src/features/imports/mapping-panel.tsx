import type { ImportMappingResponse, ImportResponse } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { count, plural } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { type Choices, choose, missingFacts, proposedChoices, toRequest } from './mapping-choices.ts';
import { mappingQuery, useMapImport } from './mapping-queries.ts';
import { MappingTable } from './mapping-table.tsx';

/** Asks once what the columns of an unknown layout hold. */
export function MappingPanel({ report }: { report: ImportResponse }) {
  const mayImport = useCan('imports:write');
  const { data: found, error, refetch } = useQuery(mappingQuery(report.id));
  return (
    <>
      {report.problem ? <Reason problem={report.problem} /> : null}
      {found ? <Questions key={found.importId} found={found} mayImport={mayImport} /> : null}
      {!found && error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!found && !error ? <Bones rows={5} height={44} /> : null}
    </>
  );
}

/** Why the file waits. It is a question, not a failure. */
function Reason({ problem }: { problem: NonNullable<ImportResponse['problem']> }) {
  return (
    <div className="note-box" role="alert">
      <b>{problem.detail}</b>
      <div>What to do: {problem.cure}</div>
      <div className="small dim">
        Nothing of this file is on the board yet. It waits here;{' '}
        <Link className="link" to="/imports">
          load another file
        </Link>{' '}
        if this is the wrong one.
      </div>
    </div>
  );
}

function Questions({ found, mayImport }: { found: ImportMappingResponse; mayImport: boolean }) {
  const [choices, setChoices] = useState<Choices>(() => proposedChoices(found));
  const map = useMapImport(found.importId);
  const missing = missingFacts(found, choices);
  const chosen = choices.filter((fact) => fact !== null).length;
  const place =
    found.sheet === null ? `row ${count(found.headerRow)}` : `row ${count(found.headerRow)} of “${found.sheet}”`;
  return (
    <section className="panel stack" aria-label="What the columns hold">
      <div>
        <h2>Tell us once what these columns hold</h2>
        <p className="dim">
          The header was taken from {place}. What we think is filled in: check it. Your firm’s next file with these
          headers, in whatever order, is read without asking; forget it any time under Settings.
        </p>
      </div>
      <Required found={found} choices={choices} />
      <MappingTable
        found={found}
        choices={choices}
        disabled={!mayImport || map.isPending}
        onChoose={(index, fact) => setChoices(choose(choices, index, fact))}
      />
      <ProblemNote error={map.error} />
      <div className="row mapping-foot">
        <p className="dim grow" role="status">
          {missing.length > 0
            ? `Still without a column: ${missing.map(({ header }) => header).join(', ')}. No row can be read without ${missing.length === 1 ? 'it' : 'them'}.`
            : `${plural(chosen, 'column')} will be read; what no column holds stays unknown, never empty.`}
        </p>
        {mayImport ? (
          <Button
            size="md"
            disabled={missing.length > 0}
            loading={map.isPending}
            onClick={() => map.mutate(toRequest(choices))}
          >
            Remember and read the file
          </Button>
        ) : (
          <span className="small faint">Somebody who may load reports can answer this.</span>
        )}
      </div>
    </section>
  );
}

/** The facts without which nothing can be read, and the columns that hold them. */
function Required({ found, choices }: { found: ImportMappingResponse; choices: Choices }) {
  return (
    <ul className="row plain-list" aria-label="Needed columns" style={{ gap: 8 }}>
      {found.facts
        .filter(({ required }) => required)
        .map(({ fact, header }) => {
          const column = found.columns[choices.indexOf(fact)];
          return (
            <li key={fact}>
              <Tag tone={column ? 'green' : 'red'}>
                {header}
                {column ? `: column ${column.letters}` : ': no column yet'}
              </Tag>
            </li>
          );
        })}
    </ul>
  );
}
