import { EntryList } from '../../ui/entry-list.tsx';

export function EntriesTab({ clientId }: { clientId: string }) {
  return <EntryList path="entries" values={{ clientId, limit: 100 }} withClient={false} />;
}
