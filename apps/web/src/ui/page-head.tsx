import { type ReactNode, useEffect } from 'react';

interface PageHeadProps {
  readonly title: string;
  readonly sub?: ReactNode;
  readonly children?: ReactNode;
}

/** Title, one line below it, and the page's actions at the right; also names the browser's tab. */
export function PageHead({ title, sub, children }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · Capeline`;
  }, [title]);
  return (
    <div className="page-head">
      <div>
        <h1>{title}</h1>
        {sub ? <div className="sub">{sub}</div> : null}
      </div>
      {children ? <div className="row no-print">{children}</div> : null}
    </div>
  );
}
