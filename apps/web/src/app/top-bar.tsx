import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { boardQuery } from '../api/lists.ts';
import { longDate } from '../ui/format.ts';
import { useToday } from '../ui/today.ts';
import { digestLine } from './digest-line.ts';
import { useAppKeys } from './use-app-keys.ts';
import { UserButton } from './user-button.tsx';

const loadPalette = () => import('./search-palette.tsx');
const SearchPalette = lazy(async () => ({ default: (await loadPalette()).SearchPalette }));
const KeysHelp = lazy(async () => ({ default: (await import('../ui/keys/keys-help.tsx')).KeysHelp }));
const FETCH_PALETTE_AFTER_MS = 1500;

/** Header: search, whether the morning's mails went out, how old the data is, the firm's date, the person. */
export function TopBar({ onOpenNav }: { onOpenNav: () => void }) {
  const [searchOpen, setSearchOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  useAppKeys({ search: () => setSearchOpen(true), help: () => setHelpOpen(true) });
  // Fetched before it is wanted, so that no keystroke is lost on the way.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), FETCH_PALETTE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <header className="top">
      <button type="button" className="burger" aria-label="Open the menu" onClick={onOpenNav}>
        <IconMenu2 size={20} aria-hidden />
      </button>
      <button
        type="button"
        className="finder"
        onPointerEnter={() => void loadPalette()}
        onClick={() => setSearchOpen(true)}
      >
        <IconSearch size={15} aria-hidden />
        <span>Search clients, entries, pages…</span>
        <kbd>⌘K</kbd>
      </button>
      <StatusLine />
      <UserButton />
      {searchOpen ? (
        <Suspense>
          <SearchPalette onClose={() => setSearchOpen(false)} onHelp={() => setHelpOpen(true)} />
        </Suspense>
      ) : null}
      {helpOpen ? (
        <Suspense>
          <KeysHelp onClose={() => setHelpOpen(false)} />
        </Suspense>
      ) : null}
    </header>
  );
}

function StatusLine() {
  const today = useToday();
  const { data: board } = useQuery(boardQuery);
  const digest = board ? digestLine(board, today) : null;
  return (
    <div className="status-line">
      {digest ? (
        <Link to="/alerts" className="wide">
          <span className={`dot ${digest.tone}`} aria-hidden />
          {digest.text}
        </Link>
      ) : null}
      {board?.dataAsOf ? (
        <Link to="/imports" className="wide">
          ACE data of {longDate(board.dataAsOf)}
        </Link>
      ) : null}
      <time dateTime={today}>{longDate(today)}</time>
    </div>
  );
}
