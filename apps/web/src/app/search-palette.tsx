import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import {
  IconBell,
  IconCalendarDue,
  IconFileImport,
  IconLayoutDashboard,
  IconLogout,
  IconMoon,
  IconReceipt,
  IconSettings,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { clientMatchesQuery, entryMatchesQuery } from './search-queries.ts';
import { useSignOut } from './sign-out.ts';

const [store, palette] = createSpotlight();

/** Puts the selection on the first row: results that arrive late would otherwise push it down the list. */
function selectFirst(): void {
  const list = document.getElementById(store.getState().listId);
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected');
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}

interface Command {
  readonly label: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

function useCommands(): Command[] {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { toggleColorScheme } = useMantineColorScheme();
  const page = (label: string, to: string, icon: ReactNode): Command => ({ label, icon, run: () => void navigate(to) });
  return [
    page('Board', '/', <IconLayoutDashboard size={17} />),
    page('Clients', '/clients', <IconUsers size={17} />),
    page('Deadlines', '/deadlines', <IconCalendarDue size={17} />),
    page('Import an ACE report', '/imports', <IconFileImport size={17} />),
    page('Alerts', '/alerts', <IconBell size={17} />),
    page('Settings', '/settings', <IconSettings size={17} />),
    page('Clients without an owner', '/clients?filter=no_owner', <IconUsers size={17} />),
    page('Entries that need data', '/entries?needsData=true', <IconReceipt size={17} />),
    { label: 'Switch light and dark', icon: <IconMoon size={17} />, run: toggleColorScheme },
    { label: 'Sign out', icon: <IconLogout size={17} />, run: () => void signOut() },
  ];
}

/** ⌘K: clients by name or importer number, entries by number, pages and actions. */
export function SearchPalette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [wanted] = useDebouncedValue(query.trim(), 150);
  const navigate = useNavigate();
  const commands = useCommands();
  const clients = useQuery({ ...clientMatchesQuery(wanted), placeholderData: keepPreviousData });
  const entries = useQuery({ ...entryMatchesQuery(wanted), placeholderData: keepPreviousData });
  useEffect(() => palette.open(), []);

  const matching = commands.filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));
  const clientRows = wanted === '' ? [] : (clients.data?.data ?? []);
  const entryRows = wanted === '' ? [] : (entries.data?.data ?? []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new results are the reason to select anew
  useEffect(selectFirst, [clients.data, entries.data]);
  const nothing = matching.length + clientRows.length + entryRows.length === 0;
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight={440}
    >
      <Spotlight.Search placeholder="Client, importer number, entry number, page…" aria-label="Search" />
      <Spotlight.ActionsList>
        {clientRows.length > 0 ? (
          <Spotlight.ActionsGroup label="Clients">
            {clientRows.map((client) => (
              <Spotlight.Action
                key={client.id}
                label={client.name}
                description={client.importerNumbers.map(({ masked }) => masked).join(', ')}
                leftSection={<IconUser size={17} />}
                onClick={() => void navigate(`/clients/${client.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {entryRows.length > 0 ? (
          <Spotlight.ActionsGroup label="Entries">
            {entryRows.map((entry) => (
              <Spotlight.Action
                key={entry.entryNumber}
                label={entry.formatted}
                description={entry.clientName}
                leftSection={<IconReceipt size={17} />}
                onClick={() => void navigate(`/entries/${entry.entryNumber}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {matching.length > 0 ? (
          <Spotlight.ActionsGroup label="Go to">
            {matching.map(({ label, icon, run }) => (
              <Spotlight.Action key={label} label={label} leftSection={icon} onClick={run} />
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {nothing ? <Spotlight.Empty>Nothing found.</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
