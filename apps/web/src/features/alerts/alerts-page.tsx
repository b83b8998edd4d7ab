import { Link, useSearchParams } from 'react-router';
import { useMe } from '../../api/session.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { AlertLog } from './alert-log.tsx';
import { MailLog } from './mail-log.tsx';
import { MailViewer } from './mail-viewer.tsx';
import { ProvisionalLog } from './provisional-log.tsx';

const VIEWS = new Set(['alerts', 'provisional', 'mails']);

/** Every alert that was raised, who took note, and proof of what the mail server said. */
export function AlertsPage() {
  const [params, setParams] = useSearchParams();
  const { mailConfigured } = useMe();
  const asked = params.get('view') ?? '';
  const view = VIEWS.has(asked) ? asked : 'alerts';
  const mailId = params.get('mail');
  const showMail = (id: string | null) => {
    const next = new URLSearchParams(params);
    if (id) next.set('mail', id);
    else next.delete('mail');
    setParams(next, { replace: true });
  };
  return (
    <>
      <PageHead
        title="Alerts"
        sub={
          mailConfigured
            ? 'Protest: 60, 30, 14, 7, 3, 1 and 0 days before the safe day. CAPE: from 30 days before the file-by day. One digest a morning.'
            : 'Mail is not set up: alerts are written here, and nobody is told.'
        }
      />
      <nav className="tabs" aria-label="Alerts and mails">
        <Link to="?" className={view === 'alerts' ? 'on' : ''} replace>
          Alerts
        </Link>
        <Link to="?view=provisional" className={view === 'provisional' ? 'on' : ''} replace>
          Provisional
        </Link>
        <Link to="?view=mails" className={view === 'mails' ? 'on' : ''} replace>
          Mails and delivery
        </Link>
      </nav>
      {view === 'mails' ? <MailLog onShow={showMail} /> : null}
      {view === 'provisional' ? <ProvisionalLog open={params.get('show') !== 'all'} onShow={showMail} /> : null}
      {view === 'alerts' ? <AlertLog waiting={params.get('show') !== 'all'} onShow={showMail} /> : null}
      <MailViewer id={mailId} onClose={() => showMail(null)} />
    </>
  );
}
