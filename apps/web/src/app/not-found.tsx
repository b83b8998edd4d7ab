import { IconMapOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../ui/empty-state.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <div className="page">
      <EmptyState icon={<IconMapOff />} title="There is no page at this address">
        <p>
          <Link className="link" to="/">
            Go to the board
          </Link>
        </p>
      </EmptyState>
    </div>
  );
}
