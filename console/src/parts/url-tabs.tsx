import Tabs, { type TabsProps } from '@cloudscape-design/components/tabs';
import { useSearchParams } from 'react-router';

interface UrlTabsProps {
  readonly tabs: readonly TabsProps.Tab[];
  readonly ariaLabel: string;
}

/** Tabs of a page, the one that is shown being a part of its address. */
export function UrlTabs({ tabs, ariaLabel }: UrlTabsProps) {
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('tab');
  const [first] = tabs;
  const active = tabs.find(({ id }) => id === wanted) ?? first;
  return (
    <Tabs
      ariaLabel={ariaLabel}
      tabs={[...tabs]}
      activeTabId={active?.id ?? ''}
      onChange={({ detail }) => {
        // What else the address says stays: the key of an object, for example.
        const next = new URLSearchParams(search);
        next.set('tab', detail.activeTabId);
        setSearch(next, { replace: true });
      }}
    />
  );
}
