import AppLayout from '@cloudscape-design/components/app-layout';
import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import Spinner from '@cloudscape-design/components/spinner';
import { Suspense, useMemo, useState } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { FaultBoundary } from './fault-boundary.tsx';
import { Flashes, FlashProvider } from './flash.tsx';
import { useFollow } from './follow.ts';
import { navigation } from './navigation.ts';
import { type Crumb, PlaceContext } from './page.tsx';
import { routes } from './routes.ts';
import { TopBar } from './top-bar.tsx';
import './shell.css';

interface Place {
  readonly title: string;
  readonly crumbs: readonly Crumb[];
}

/** Everything around the pages: top bar, navigation, way, messages. */
export default function Shell() {
  const [place, setPlace] = useState<Place>({ title: '', crumbs: [] });
  const follow = useFollow();
  const { pathname } = useLocation();
  const crumbs = useMemo(
    () => [
      { text: 'Strongroom', href: '/' },
      ...place.crumbs.map(([text, href]) => ({ text, href })),
      { text: place.title, href: pathname },
    ],
    [place, pathname],
  );
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <FlashProvider>
        <div id="top-bar">
          <TopBar />
        </div>
        <AppLayout
          headerSelector="#top-bar"
          toolsHide
          breadcrumbs={<BreadcrumbGroup items={crumbs} onFollow={follow} />}
          notifications={<Flashes />}
          navigation={
            <SideNavigation
              activeHref={activeHref(pathname)}
              header={{ text: 'Strongroom', href: '/' }}
              items={[...navigation]}
              onFollow={follow}
            />
          }
          content={
            <FaultBoundary place={pathname}>
              <Suspense fallback={<Waiting />}>
                <PlaceContext.Provider value={setPlace}>
                  <Routes>
                    {routes.map(({ path, page: Page }) => (
                      <Route key={path} path={path} element={<Page />} />
                    ))}
                  </Routes>
                </PlaceContext.Provider>
              </Suspense>
            </FaultBoundary>
          }
        />
      </FlashProvider>
    </I18nProvider>
  );
}

function hrefs(): string[] {
  return navigation.flatMap((item) => {
    if (item.type === 'link') return [item.href];
    if (item.type !== 'section') return [];
    return item.items.flatMap((inner) => (inner.type === 'link' ? [inner.href] : []));
  });
}

/** The entry of the navigation that a page belongs to: the longest that begins its address. */
function activeHref(pathname: string): string {
  const [longest = '/'] = hrefs()
    .filter((href) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`)))
    .sort((a, b) => b.length - a.length);
  return longest;
}

function Waiting() {
  return (
    <Box textAlign="center" padding="xxl">
      <Spinner size="large" />
    </Box>
  );
}
