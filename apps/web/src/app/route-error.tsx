import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useRouteError } from 'react-router';
import { problemOf } from '../api/http.ts';
import { EmptyState } from '../ui/empty-state.tsx';

/** A page that could not be built: also after an update, when the browser holds the former version. */
export function RouteError() {
  const { detail } = problemOf(useRouteError());
  return (
    <div className="page">
      <EmptyState icon={<IconPlugConnectedX />} title="This page could not be shown">
        <p>{detail}</p>
        <Button onClick={() => window.location.reload()}>Load it again</Button>
      </EmptyState>
    </div>
  );
}
