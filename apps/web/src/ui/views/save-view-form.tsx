import type { SavedViewPage } from '@capeline/contracts';
import type { ReactElement } from 'react';
import { useSaveView } from './queries.ts';
import { ViewForm } from './view-form.tsx';

interface SaveViewFormProps {
  readonly page: SavedViewPage;
  readonly query: string;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
  readonly children: ReactElement;
}

/** Keeps the filters and the order of a list under a name. */
export function SaveViewForm({ page, query, isOpen, onChange, children }: SaveViewFormProps) {
  const save = useSaveView();
  return (
    <ViewForm
      start={{ name: '', shared: false }}
      error={save.error}
      isSaving={save.isPending}
      onSave={(words) => save.mutate({ page, query, ...words }, { onSuccess: () => onChange(false) })}
      isOpen={isOpen}
      onChange={onChange}
      target={children}
    />
  );
}
