import type { Me } from '@capeline/contracts';
import { IconArrowRight, IconBuildingWarehouse } from '@tabler/icons-react';
import { useMe } from '../../api/session.ts';
import { useSwitchFirm } from '../../api/switch-firm.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Front } from './front.tsx';

/** True when somebody has to say in which firm he works today. */
export const hasSeveralFirms = ({ firms }: Me): boolean => firms.length > 1;

/** After signing in: the firms of a person who belongs to several. */
export function ChooseFirm({ onChosen }: { onChosen: () => void }) {
  const { firms, organization } = useMe();
  const change = useSwitchFirm();
  const choose = (id: string) => (id === organization.id ? onChosen() : change.mutate(id, { onSuccess: onChosen }));
  return (
    <Front>
      <div>
        <h1>Which firm?</h1>
        <p className="dim">You belong to several. You can change it at any time, at the top right.</p>
      </div>
      <ProblemNote error={change.error} />
      {firms.map((firm) => (
        <button
          type="button"
          className="choice"
          key={firm.id}
          disabled={change.isPending}
          onClick={() => choose(firm.id)}
        >
          <span>
            <IconBuildingWarehouse size={22} stroke={1.7} aria-hidden />
          </span>
          <span>
            <b>{firm.name}</b>
            <span className="dim">{firm.isSample ? 'the sample' : `as ${firm.role}`}</span>
          </span>
          <IconArrowRight size={18} aria-hidden />
        </button>
      ))}
    </Front>
  );
}
