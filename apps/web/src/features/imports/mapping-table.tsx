import type { ImportMappingResponse } from '@capeline/contracts';
import { NativeSelect } from '@mantine/core';
import type { Choices } from './mapping-choices.ts';

interface MappingTableProps {
  readonly found: ImportMappingResponse;
  readonly choices: Choices;
  readonly disabled: boolean;
  readonly onChoose: (index: number, fact: string | null) => void;
}

type Column = ImportMappingResponse['columns'][number];

/** The file's columns with their values, and what each holds. */
export function MappingTable({ found, choices, disabled, onChoose }: MappingTableProps) {
  return (
    <table className="table cards mapping">
      <thead>
        <tr>
          <th scope="col">Column of the file</th>
          <th scope="col">Values in it</th>
          <th scope="col">Holds</th>
        </tr>
      </thead>
      <tbody>
        {found.columns.map((column, index) => (
          <tr key={column.position}>
            <td className="wide-cell">
              <span className="column-letters">{column.letters}</span>
              {column.header === '' ? <span className="faint">no header</span> : <b>{column.header}</b>}
            </td>
            <td className="wide-cell">
              <Samples column={column} />
            </td>
            <td className="wide-cell">
              <NativeSelect
                aria-label={`Column ${column.letters} ${column.header} holds`}
                data={optionsFor(index, found, choices)}
                value={choices[index] ?? ''}
                disabled={disabled || column.header === ''}
                onChange={(event) =>
                  onChoose(index, event.currentTarget.value === '' ? null : event.currentTarget.value)
                }
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Samples({ column }: { column: Column }) {
  if (column.samples.length === 0) return <span className="faint">empty in the first rows</span>;
  return (
    <span className="samples">
      {column.samples.map((sample) => (
        <code key={sample}>{sample}</code>
      ))}
    </span>
  );
}

/** Needed facts first; one that another column holds says so, and moves when it is chosen. */
function optionsFor(index: number, { facts, columns }: ImportMappingResponse, choices: Choices) {
  const option = ({ fact, header }: ImportMappingResponse['facts'][number]) => {
    const holder = choices.indexOf(fact);
    const taken = holder === -1 || holder === index ? '' : ` (now ${columns[holder]?.letters})`;
    return { value: fact, label: header + taken };
  };
  return [
    { value: '', label: 'Not read' },
    { group: 'Needed', items: facts.filter(({ required }) => required).map(option) },
    { group: 'Useful', items: facts.filter(({ required }) => !required).map(option) },
  ];
}
