import ContentLayout from '@cloudscape-design/components/content-layout';
import Header, { type HeaderProps } from '@cloudscape-design/components/header';
import { createContext, type ReactNode, useContext, useEffect } from 'react';

/** A step of the way to a page: its name and its address. */
export type Crumb = readonly [text: string, href: string];

interface Place {
  readonly title: string;
  readonly crumbs: readonly Crumb[];
}

/** What the shell shows above the page, and in the title of the window. */
export const PlaceContext = createContext<(place: Place) => void>(() => undefined);

interface PageProps {
  readonly title: string;
  /** The way to this page, without the page itself. */
  readonly crumbs?: readonly Crumb[];
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly info?: HeaderProps['info'];
  readonly children: ReactNode;
}

const noCrumbs: readonly Crumb[] = [];

/** The frame that every page stands in: heading, way, actions. */
export function Page({
  title,
  crumbs = noCrumbs,
  description,
  actions,
  info,
  children,
}: PageProps) {
  const setPlace = useContext(PlaceContext);
  const way = JSON.stringify(crumbs);
  useEffect(() => {
    const read: readonly Crumb[] = JSON.parse(way);
    setPlace({ title, crumbs: read });
    document.title = `${title} - Strongroom`;
  }, [setPlace, title, way]);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={description} actions={actions} info={info}>
          {title}
        </Header>
      }
    >
      {children}
    </ContentLayout>
  );
}
