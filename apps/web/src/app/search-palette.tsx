import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconReceipt, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../api/session.ts';
import { money, plural } from '../ui/format.ts';
import { listRecents } from '../ui/recents.ts';
import { isWanted, useCommands } from './palette-commands.tsx';
import { searchQuery } from './search-queries.ts';

const [store, palette] = createSpotlight();
const DEBOUNCE_MS = 120;

/** Puts the selection on the first row: results that arrive late would otherwise push it down the list. */
function selectFirst(): void {
  const list = document.getElementById(store.getState().listId);
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected');
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}

interface Line {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly aside?: ReactNode;
  readonly icon: ReactNode;
  readonly run: () => void;
}
interface Group {
  readonly label: string;
  readonly lines: readonly Line[];
}

/** What the server found and what was opened last; while the next answer is on the way, the one before stands. */
function useFound(text: string, wanted: string): readonly Group[] {
  const navigate = useNavigate();
  const { organization } = useMe();
  const { data } = useQuery(searchQuery(wanted));
  const open = (to: string) => () => void navigate(to);
  if (text === '') {
    const recents = listRecents(organization.id).map(({ to, label, kind }) => ({
      id: to,
      label,
      icon: kind === 'client' ? <IconUser size={17} /> : <IconReceipt size={17} />,
      run: open(to),
    }));
    return [{ label: 'Opened last', lines: recents }];
  }
  const clients = data?.clients.map((client) => ({
    id: client.id,
    label: client.name,
    note: client.importerNumbers.map(({ importerNumber, masked }) => importerNumber ?? masked).join(', '),
    aside: plural(client.entryCount, 'entry', 'entries'),
    icon: <IconUser size={17} />,
    run: open(`/clients/${client.id}`),
  }));
  const entries = data?.entries.map((entry) => ({
    id: entry.entryNumber,
    label: entry.formatted,
    note: entry.clientName,
    aside: entry.ieepaDutyCents === null ? 'not readable' : money(entry.ieepaDutyCents),
    icon: <IconReceipt size={17} />,
    run: open(`/entries/${entry.entryNumber}`),
  }));
  return [
    { label: 'Clients', lines: clients ?? [] },
    { label: 'Entries', lines: entries ?? [] },
  ];
}

/** Stands in the list, so that it acts once the list is there and whenever it holds something else (`of`). */
function FirstSelected({ of }: { of: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is the reason to select anew
  useEffect(() => {
    // The palette itself unselects everything as it opens; a frame later it has done so.
    const frame = requestAnimationFrame(selectFirst);
    return () => cancelAnimationFrame(frame);
  }, [of]);
  return null;
}

/** ⌘K: clients, entries, pages and actions in one list, for the keyboard alone if one likes. */
export function SearchPalette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const [query, setQuery] = useState('');
  const text = query.trim();
  const [wanted] = useDebouncedValue(text, DEBOUNCE_MS);
  const found = useFound(text, wanted);
  const commands = useCommands(onHelp).filter((command) => isWanted(command, text));
  const own: Group[] = (['Go to', 'Do'] as const).map((label) => ({
    label,
    lines: commands
      .filter(({ group }) => group === label)
      .map(({ caps, ...command }) => ({ ...command, id: command.label, aside: caps ? <kbd>{caps}</kbd> : undefined })),
  }));
  const groups = [...found, ...own].filter(({ lines }) => lines.length > 0);
  useEffect(() => palette.open(), []);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight={460}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
    >
      <Spotlight.Search placeholder="Client, importer number, entry number, page or action" aria-label="Search" />
      <Spotlight.ActionsList>
        <FirstSelected of={groups.flatMap(({ lines }) => lines.map(({ id }) => id)).join(' ')} />
        {groups.map(({ label, lines }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {lines.map((line) => (
              <Spotlight.Action
                key={line.id}
                label={line.label}
                description={line.note ?? ''}
                leftSection={line.icon}
                rightSection={<span className="palette-aside">{line.aside}</span>}
                onClick={line.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 ? (
          <Spotlight.Empty>
            Nothing found for “{text}”. Try a client’s name, four digits of an importer number, or the beginning of an
            entry number.
          </Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
      <div className="palette-foot">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose
        </span>
        <span>
          <kbd>Enter</kbd> open
        </span>
        <span>
          <kbd>Esc</kbd> close
        </span>
      </div>
    </Spotlight.Root>
  );
}
