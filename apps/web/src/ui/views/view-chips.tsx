import type { SavedView, SavedViewPage } from '@capeline/contracts';
import { IconBookmark, IconBookmarkPlus, IconPencil, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { count } from '../format.ts';
import { savedViewsQuery, viewsOf } from './queries.ts';
import { viewQuery } from './view-query.ts';

const SaveViewForm = lazy(async () => ({ default: (await import('./save-view-form.tsx')).SaveViewForm }));
const ChangeViewForm = lazy(async () => ({ default: (await import('./change-view-form.tsx')).ChangeViewForm }));

export interface DefaultView {
  readonly label: string;
  /** As `viewQuery` writes it; empty for the list without any filter. */
  readonly query: string;
  readonly count?: number | undefined;
}

interface ViewChipsProps {
  readonly page: SavedViewPage;
  readonly defaults: readonly DefaultView[];
  /** The parameters of the address that make the view; all others stay as they are. */
  readonly names: readonly string[];
}

/** One chip a view: those that teach, the person's own, the firm's; the address says which one is on. */
export function ViewChips({ page, defaults, names }: ViewChipsProps) {
  const [params, setParams] = useSearchParams();
  const saved = viewsOf(page, useQuery(savedViewsQuery).data);
  const present = viewQuery(params, names);
  const show = (query: string) => {
    const next = new URLSearchParams(params);
    for (const name of names) next.delete(name);
    for (const [name, value] of new URLSearchParams(query)) next.set(name, value);
    setParams(next, { replace: true, preventScrollReset: true });
  };
  const isKnown = [...defaults, ...saved].some(({ query }) => query === present);
  return (
    <>
      {defaults.map(({ label, query, count: number }) => (
        <button key={label} type="button" className="chip" aria-pressed={query === present} onClick={() => show(query)}>
          {label}
          {number === undefined ? null : <b>{count(number)}</b>}
        </button>
      ))}
      {saved.map((view) => (
        <span key={view.id} className="chip-pair">
          <button type="button" className="chip" aria-pressed={view.query === present} onClick={() => show(view.query)}>
            {view.shared ? (
              <IconUsers size={14} aria-label="The firm’s:" />
            ) : (
              <IconBookmark size={14} aria-label="Yours:" />
            )}
            {view.name}
          </button>
          {view.query === present && view.mayChange ? <ChangeView view={view} /> : null}
        </span>
      ))}
      {isKnown ? null : <SaveView key={present} page={page} query={present} />}
      {present === '' ? null : (
        <button type="button" className="link small" onClick={() => show('')}>
          Clear all
        </button>
      )}
    </>
  );
}

/** Whether a form that is fetched when it is first wanted is open; null until then. */
type Opened = boolean | null;

/** A button with its form once it was asked for. */
function FormOnDemand({ isOpen, button, form }: { isOpen: Opened; button: ReactElement; form: ReactElement }) {
  if (isOpen === null) return button;
  return <Suspense fallback={button}>{form}</Suspense>;
}

function SaveView({ page, query }: { page: SavedViewPage; query: string }) {
  const [isOpen, setIsOpen] = useState<Opened>(null);
  const button = (
    <button type="button" className="chip dashed" aria-haspopup="dialog" onClick={() => setIsOpen(isOpen !== true)}>
      <IconBookmarkPlus size={14} aria-hidden /> Save this view
    </button>
  );
  const form = (
    <SaveViewForm page={page} query={query} isOpen={isOpen === true} onChange={setIsOpen}>
      {button}
    </SaveViewForm>
  );
  return <FormOnDemand isOpen={isOpen} button={button} form={form} />;
}

function ChangeView({ view }: { view: SavedView }) {
  const [isOpen, setIsOpen] = useState<Opened>(null);
  const button = (
    <button
      type="button"
      className="chip icon"
      aria-label={`Rename or remove the view ${view.name}`}
      aria-haspopup="dialog"
      onClick={() => setIsOpen(isOpen !== true)}
    >
      <IconPencil size={14} aria-hidden />
    </button>
  );
  const form = (
    <ChangeViewForm key={`${view.name} ${view.shared}`} view={view} isOpen={isOpen === true} onChange={setIsOpen}>
      {button}
    </ChangeViewForm>
  );
  return <FormOnDemand isOpen={isOpen} button={button} form={form} />;
}
