import { Page } from '../../frame/page.tsx';

/** What needs attention, and where things are. */
export default function DashboardPage() {
  return <Page title="Dashboard">.</Page>;
}
