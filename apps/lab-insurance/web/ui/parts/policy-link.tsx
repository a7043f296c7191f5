import { Link } from '../../../../../shared/ui/router.tsx';

/** The numbers that the portal gives to policies; the demo accounts name policies that nobody has sold. */
const sold = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The number of a policy, as a link where there is a policy to see. */
export function PolicyLink({ number }: { number: string }) {
  if (!sold.test(number)) return <span title="Of the demo data; there is no such policy.">{number}</span>;
  return <Link to={`/policies/${number}`}>{number}</Link>;
}
