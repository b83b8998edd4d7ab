import type { SavedViewPage } from '@capeline/contracts';
import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { useCan } from '../../api/session.ts';
import { ProblemNote } from '../problem-note.tsx';
import { useSaveView } from './queries.ts';

interface SaveViewFormProps {
  readonly page: SavedViewPage;
  readonly query: string;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
  readonly children: ReactElement;
}

/** Asks for a name, and whether everybody shall see the view. */
export function SaveViewForm({ page, query, isOpen, onChange, children }: SaveViewFormProps) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const mayShare = useCan('clients:write');
  const save = useSaveView();
  return (
    <Popover opened={isOpen} onChange={onChange} width={300} position="bottom-start" withArrow trapFocus shadow="md">
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown>
        <form
          className="stack tight"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ page, query, name, shared }, { onSuccess: () => onChange(false) });
          }}
        >
          <ProblemNote error={save.error} shownFields={['name']} />
          <TextInput
            data-autofocus
            label="Name of the view"
            placeholder="My protests this month"
            maxLength={60}
            required
            value={name}
            error={issueAt(save.error, 'name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {mayShare ? (
            <Checkbox
              label="Everybody in the firm sees it"
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          ) : null}
          <Button type="submit" size="xs" loading={save.isPending}>
            Save view
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
