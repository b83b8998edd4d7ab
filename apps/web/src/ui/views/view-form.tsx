import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { useCan } from '../../api/session.ts';
import { ProblemNote } from '../problem-note.tsx';

/** What a person says of a view. */
export interface ViewWords {
  readonly name: string;
  readonly shared: boolean;
}

interface ViewFormProps {
  readonly start: ViewWords;
  readonly error: unknown;
  readonly isSaving: boolean;
  readonly onSave: (words: ViewWords) => void;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
  /** The button that it hangs on. */
  readonly target: ReactElement;
  /** What else can be done with the view. */
  readonly children?: ReactNode;
}

/** Asks for the name of a view, and whether everybody shall see it. */
export function ViewForm({ start, error, isSaving, onSave, isOpen, onChange, target, children }: ViewFormProps) {
  const [name, setName] = useState(start.name);
  const [shared, setShared] = useState(start.shared);
  const mayShare = useCan('clients:write');
  return (
    <Popover opened={isOpen} onChange={onChange} width={300} position="bottom-start" withArrow trapFocus shadow="md">
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown>
        <form
          className="stack tight"
          onSubmit={(event) => {
            event.preventDefault();
            onSave({ name, shared });
          }}
        >
          <ProblemNote error={error} shownFields={['name']} />
          <TextInput
            data-autofocus
            label="Name of the view"
            placeholder="My protests this month"
            maxLength={60}
            required
            value={name}
            error={issueAt(error, 'name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {mayShare ? (
            <Checkbox
              label="Everybody in the firm sees it"
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          ) : null}
          <Button type="submit" size="xs" loading={isSaving}>
            Save view
          </Button>
          {children}
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
