import Box from '@cloudscape-design/components/box';
import { useLocation } from 'react-router';
import { Page } from './page.tsx';

function readable(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** Where no page is. */
export default function NotFoundPage() {
  const { pathname } = useLocation();
  return (
    <Page title="There is no such page">
      <Box>
        The console has nothing at {readable(pathname)}. The navigation shows what there is.
      </Box>
    </Page>
  );
}
