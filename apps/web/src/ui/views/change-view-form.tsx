import type { SavedView } from '@capeline/contracts';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useChangeView, useRemoveView } from './queries.ts';
import { ViewForm } from './view-form.tsx';

interface ChangeViewFormProps {
  readonly view: SavedView;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
  readonly children: ReactElement;
}

/** Another name for a view, who sees it, or away with it. */
export function ChangeViewForm({ view, isOpen, onChange, children }: ChangeViewFormProps) {
  const change = useChangeView();
  const remove = useRemoveView();
  return (
    <ViewForm
      start={view}
      error={change.error}
      isSaving={change.isPending}
      onSave={(to) => change.mutate({ view, to }, { onSuccess: () => onChange(false) })}
      isOpen={isOpen}
      onChange={onChange}
      target={children}
    >
      <Button
        size="xs"
        variant="subtle"
        color="red"
        aria-label={`Remove the view ${view.name}`}
        loading={remove.isPending}
        onClick={() => remove.mutate(view, { onSuccess: () => onChange(false) })}
      >
        Remove the view
      </Button>
    </ViewForm>
  );
}
