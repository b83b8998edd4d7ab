import { Button } from '@mantine/core';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isConflict } from '../../api/http.ts';
import { ProblemNote } from '../problem-note.tsx';

interface RecordFormProps {
  readonly question: string;
  readonly error: unknown;
  /** Fields that show their own fault. */
  readonly shownFields: readonly string[];
  /** What is asked anew when somebody else was quicker. */
  readonly presentKey: QueryKey;
  readonly isSaving: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The form in which somebody writes down what he found out: the question, what was refused and why, the fields, the buttons. */
export function RecordForm(props: RecordFormProps) {
  const { question, error, shownFields, presentKey, isSaving, onSubmit, onClose, children } = props;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <p className="dim">{question}</p>
      <ProblemNote error={error} shownFields={shownFields} />
      {isConflict(error) ? <ShowPresent presentKey={presentKey} onClose={onClose} /> : null}
      {children}
      <div className="row end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isSaving}>
          Record
        </Button>
      </div>
    </form>
  );
}

/** After somebody else's change: loads the present state and closes, so that nothing of theirs is written over unseen. */
function ShowPresent({ presentKey, onClose }: Pick<RecordFormProps, 'presentKey' | 'onClose'>) {
  const cache = useQueryClient();
  const show = async () => {
    await cache.invalidateQueries({ queryKey: presentKey });
    onClose();
  };
  return (
    <Button variant="default" onClick={() => void show()}>
      Show what stands there now
    </Button>
  );
}
