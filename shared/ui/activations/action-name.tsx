import { Fragment } from 'preact';

/** `PACKAGE/ACTION`, which breaks after the package only. */
export const ActionName = ({ action }: { action: string }) =>
  action.split('/').map((name, index) => (
    <Fragment key={name}>
      {index > 0 && '/'}
      <wbr />
      {name}
    </Fragment>
  ));
