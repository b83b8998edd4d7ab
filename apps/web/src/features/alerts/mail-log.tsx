import { useInfiniteQuery } from '@tanstack/react-query';
import { rowsOf } from '../../api/pages.ts';
import { useMe } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { instant, longDate, plural } from '../../ui/format.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { MailState } from './mail-state.tsx';
import { mailsQuery } from './queries.ts';
import { SendAgainButton } from './send-again-button.tsx';

/** Every mail with the mail server's own words. */
export function MailLog({ onShow }: { onShow: (mailId: string) => void }) {
  const { organization } = useMe();
  const list = useInfiniteQuery(mailsQuery());
  const mails = rowsOf(list.data);
  if (list.isPending) return <Bones rows={5} height={48} />;
  if (list.error && mails.length === 0) return <ProblemNote error={list.error} onRetry={() => void list.refetch()} />;
  if (mails.length === 0) {
    return (
      <EmptyState title="No mail yet">
        <p>The digest goes out in the morning when there is something to say.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <table className="table cards">
        <thead>
          <tr>
            <th scope="col">Subject</th>
            <th scope="col">For</th>
            <th scope="col">To</th>
            <th scope="col">State</th>
            <th scope="col">The mail server said</th>
          </tr>
        </thead>
        <tbody>
          {mails.map((mail) => (
            <tr key={mail.id}>
              <td className="wide-cell">
                <button type="button" className="link" style={{ textAlign: 'left' }} onClick={() => onShow(mail.id)}>
                  {mail.subject}
                </button>
                {mail.provisionalCount > 0 ? (
                  <div className="m">
                    {plural(mail.alertCount, 'alert', 'alerts')}, {mail.provisionalCount} provisional
                  </div>
                ) : null}
              </td>
              <td className="nowrap">{longDate(mail.businessDate)}</td>
              <td>{mail.recipient}</td>
              <td>
                <div className="row" style={{ gap: 8 }}>
                  <MailState status={mail.status} />
                  <SendAgainButton mail={mail} />
                </div>
              </td>
              <td className="m wide-cell">
                {mail.acceptedAt ? `${instant(mail.acceptedAt, organization.timeZone)}: ` : ''}
                {mail.smtpResponse ?? mail.lastError ?? '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <LoadMore list={list} />
    </>
  );
}
