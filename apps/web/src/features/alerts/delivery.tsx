import type { Alert } from '@capeline/contracts';
import { MailState } from './mail-state.tsx';

interface DeliveryProps {
  readonly mails: Alert['mails'];
  /** What stands there before any message told it. */
  readonly before: string | null;
  readonly onShow: (mailId: string) => void;
}

/** The messages that told an alert, each with what became of it. */
export function Delivery({ mails, before, onShow }: DeliveryProps) {
  return (
    <>
      {mails.length === 0 && before !== null ? <span className="m">{before}</span> : null}
      {mails.map((mail) => (
        <div key={mail.id} className="row" style={{ gap: 6 }}>
          <MailState status={mail.status} />
          <button type="button" className="link small" onClick={() => onShow(mail.id)}>
            {mail.recipient}
          </button>
        </div>
      ))}
    </>
  );
}
